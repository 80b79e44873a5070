// Every page of the federation's people held against axe; see accessible.test.ts for the others.
import { journey } from "./journey.ts";
import { walks, walkWithAxe } from "./walk-axe.ts";

walkWithAxe(journey(), walks.federation);
