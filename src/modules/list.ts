// The list of modules, in order: migrations run so, and nobody later is needed by somebody earlier.
import type { Module } from "../platform/module.ts";
import { appeals } from "./appeals/index.ts";
import { enterprises } from "./enterprises/index.ts";
import { forms } from "./forms/index.ts";
import { monitoring } from "./monitoring/index.ts";
import { network } from "./network/index.ts";
import { people } from "./people/index.ts";
import { plans } from "./plans/index.ts";
import { reporting } from "./reporting/index.ts";
import { research } from "./research/index.ts";
import { warnings } from "./warnings/index.ts";

export const modules: readonly Module[] = [
  people,
  enterprises,
  forms,
  reporting,
  monitoring,
  research,
  warnings,
  plans,
  network,
  appeals,
];
