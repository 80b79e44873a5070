// Who may read the state of an industry; what each sees is decided by the rows' own scope.
import { row } from "../../platform/http/row.ts";
import { recompute } from "./actions/compute.ts";
import { readOwn } from "./actions/own.ts";
import { exportTable, readOptions, readRows, readSeries, readSource, readTable } from "./actions/read.ts";
import * as contract from "./contract.ts";

const federation = ["administrator", "duty_officer"];

export const permissions = {
  /** Protected aggregates of one's own industries, and the rows behind them as far as the scope goes. */
  "monitoring.read": [...federation, "secretary", "clerk", "owner"],
  "monitoring.recompute": federation,
} as const;

export const routes = [
  row(contract.readOptions, "monitoring.read", readOptions),
  row(contract.readTable, "monitoring.read", readTable),
  row(contract.exportTable, "monitoring.read", exportTable, { perMinute: 30 }),
  row(contract.readSeries, "monitoring.read", readSeries),
  row(contract.readRows, "monitoring.read", readRows),
  row(contract.readSource, "monitoring.read", readSource),
  row(contract.readOwn, "monitoring.read", readOwn),
  row(contract.recompute, "monitoring.recompute", recompute, { perMinute: 6 }),
];
