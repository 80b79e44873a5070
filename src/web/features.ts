// The list of features: what the browser's side consists of. Whoever adds one adds a folder and one line.
import { feature as appeals } from "./appeals/index.tsx";
import { feature as enterprises } from "./enterprises/index.tsx";
import { feature as forms } from "./forms/index.tsx";
import { feature as home } from "./home/index.tsx";
import type { Feature } from "./lib/feature.ts";
import { feature as monitoring } from "./monitoring/index.tsx";
import { feature as network } from "./network/index.tsx";
import { feature as people } from "./people/index.tsx";
import { feature as plans } from "./plans/index.tsx";
import { feature as reporting } from "./reporting/index.tsx";
import { feature as research } from "./research/index.tsx";
import { feature as signin } from "./signin/index.tsx";
import { feature as warnings } from "./warnings/index.tsx";

export const features: readonly Feature[] = [
  home,
  signin,
  enterprises,
  reporting,
  forms,
  monitoring,
  research,
  warnings,
  plans,
  network,
  appeals,
  people,
];
