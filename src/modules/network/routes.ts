// What may be asked of the network, by whom, and which function answers.
import { row } from "../../platform/http/row.ts";
import * as catalogue from "./actions/catalogue.ts";
import { findPartner } from "./actions/ends.ts";
import { exportRun } from "./actions/export.ts";
import { readExposure } from "./actions/exposure.ts";
import * as imports from "./actions/import.ts";
import { readIndustry } from "./actions/industry.ts";
import * as links from "./actions/links.ts";
import * as points from "./actions/register.ts";
import * as runs from "./actions/runs.ts";
import * as contract from "./contract.ts";
import { readExposure as exposure } from "./exposure/contract.ts";
import * as register from "./register/contract.ts";
import * as run from "./runs/contract.ts";
import { listLinkRows } from "./store/links.ts";
import { listPointRows } from "./store/register.ts";
import { listRankRows, listRunRows } from "./store/runs.ts";

const federation = ["administrator", "duty_officer"];
const enterprise = ["clerk", "owner"];

export const permissions = {
  "network.see": [...federation, "secretary", ...enterprise],
  /** One's own links; the federation's analysts see all. An association sees none. */
  "network.links": [...federation, ...enterprise],
  "network.own": enterprise,
  "network.catalogue": federation,
  /** Runs over all links: the federation's analysts. */
  "network.analyse": federation,
  /** Report a chokepoint and follow one's own; an association also its consenting members'. */
  "network.tell": [...federation, "secretary", ...enterprise],
  "network.keep": federation,
  "network.industry": [...federation, "secretary"],
} as const;

export const routes = [
  row(contract.readReference, "network.see", catalogue.readReference),
  row(contract.saveProduct, "network.catalogue", catalogue.saveProduct),
  row(contract.readEssential, "network.catalogue", catalogue.readEssential),
  row(contract.saveEssential, "network.catalogue", catalogue.saveEssential),
  row(contract.listLinks, "network.links", listLinkRows),
  row(contract.exportLinks, "network.links", links.exportLinks, { perMinute: 10 }),
  row(contract.createLink, "network.links", links.createLink),
  row(contract.changeLink, "network.links", links.changeLink),
  row(contract.removeLink, "network.links", links.removeLink),
  row(contract.findPartner, "network.links", findPartner, { perMinute: 60 }),
  row(contract.downloadTemplate, "network.links", imports.downloadTemplate),
  row(contract.checkImport, "network.links", imports.checkImport, { perMinute: 10 }),
  row(contract.acceptImport, "network.links", imports.acceptImport, { perMinute: 10 }),
  row(contract.readIndustry, "network.industry", readIndustry),
  row(exposure, "network.links", readExposure),
  row(run.askRun, "network.analyse", runs.askRun, { perMinute: 20 }),
  row(run.listRuns, "network.analyse", listRunRows),
  row(run.readRun, "network.analyse", runs.readRun),
  row(run.cancelRun, "network.analyse", runs.cancelRun),
  row(run.repeatRun, "network.analyse", runs.repeatRun, { perMinute: 20 }),
  row(run.listRanks, "network.analyse", listRankRows),
  row(run.readPath, "network.analyse", runs.readPath, { perMinute: 60 }),
  row(run.readGraph, "network.analyse", runs.readGraph, { perMinute: 30 }),
  row(run.exportRun, "network.analyse", exportRun, { perMinute: 10 }),
  row(register.listPoints, "network.tell", listPointRows),
  row(register.exportPoints, "network.tell", points.exportPoints, { perMinute: 10 }),
  row(register.readPoint, "network.tell", points.readPoint),
  row(register.reportPoint, "network.tell", points.reportPoint, { perMinute: 20 }),
  row(register.enterPoint, "network.analyse", points.enterPoint),
  row(register.keepPoint, "network.keep", points.keepPoint),
  row(register.movePoint, "network.keep", points.movePoint),
  row(register.notePoint, "network.keep", points.notePoint),
];
