// Who may read the state of an industry; what each sees is decided by the rows' own scope.
import { row } from "../../platform/http/row.ts";
import { exportAnalysis, readAnalysis, readMovers } from "./actions/analysis.ts";
import { downloadBrief, makeBrief, readBrief } from "./actions/brief.ts";
import { recompute } from "./actions/compute.ts";
import { readOwn } from "./actions/own.ts";
import { exportTable, readOptions, readRows, readSeries, readSource, readTable } from "./actions/read.ts";
import { exportSdmx, readStructure } from "./actions/sdmx.ts";
import { exportOverTime, readCompared, readOverTime, readTrend } from "./actions/trends.ts";
import * as contract from "./contract.ts";
import * as panels from "./panels/contract.ts";
import * as sdmx from "./sdmx/contract.ts";
import { listBriefs } from "./store/brief.ts";
import * as trends from "./trends/contract.ts";

const federation = ["administrator", "duty_officer"];

export const permissions = {
  /** Protected aggregates of one's own industries, and the rows behind them as far as the scope goes. */
  "monitoring.read": [...federation, "secretary", "clerk", "owner"],
  "monitoring.recompute": federation,
  /** Briefs are over all industries: written and read by the federation. */
  "monitoring.brief": federation,
} as const;

export const routes = [
  row(contract.readOptions, "monitoring.read", readOptions),
  row(contract.readTable, "monitoring.read", readTable),
  row(contract.exportTable, "monitoring.read", exportTable, { perMinute: 30 }),
  row(contract.readSeries, "monitoring.read", readSeries),
  row(contract.readRows, "monitoring.read", readRows),
  row(contract.readSource, "monitoring.read", readSource),
  row(contract.readOwn, "monitoring.read", readOwn),
  row(panels.readAnalysis, "monitoring.read", readAnalysis),
  row(panels.exportAnalysis, "monitoring.read", exportAnalysis, { perMinute: 30 }),
  row(panels.readMovers, "monitoring.read", readMovers),
  row(trends.readTrend, "monitoring.read", readTrend),
  row(trends.readOverTime, "monitoring.read", readOverTime),
  row(trends.exportOverTime, "monitoring.read", exportOverTime, { perMinute: 30 }),
  row(trends.readCompared, "monitoring.read", readCompared),
  row(sdmx.exportSdmx, "monitoring.read", exportSdmx, { perMinute: 10 }),
  row(sdmx.readStructure, "monitoring.read", readStructure, { perMinute: 30 }),
  row(panels.listBriefs, "monitoring.brief", listBriefs),
  row(panels.makeBrief, "monitoring.brief", makeBrief, { perMinute: 10 }),
  row(panels.readBrief, "monitoring.brief", readBrief),
  row(panels.downloadBrief, "monitoring.brief", downloadBrief, { perMinute: 30 }),
  row(contract.recompute, "monitoring.recompute", recompute, { perMinute: 6 }),
];
