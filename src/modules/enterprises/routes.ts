// What may be asked of the registry, by whom, and which function answers.
import { row } from "../../platform/http/row.ts";
import {
  acceptImport,
  checkImport,
  decideRow,
  decideTheRest,
  downloadProblems,
  downloadTemplate,
  readImport,
} from "./actions/import.ts";
import { compare, listMerges, matcher, merge, unmerge } from "./actions/merge.ts";
import { exportList, history, list, page } from "./actions/read.ts";
import {
  edit,
  endTier,
  grantTier,
  joinKeyList,
  leaveKeyList,
  recordFacts,
  registerEnterprise,
} from "./actions/record.ts";
import * as contract from "./contract.ts";
import { readReference } from "./store/reference.ts";

const MB = 1_048_576;

export const routes = [
  row(contract.listEnterprises, "enterprises.read", list),
  row(contract.exportEnterprises, "enterprises.read", exportList, { perMinute: 20 }),
  row(contract.readReference, "signed-in", readReference),
  row(contract.downloadTemplate, "enterprises.register", downloadTemplate),
  row(contract.registerEnterpriseCall, "enterprises.register", (ctx, input) =>
    registerEnterprise(ctx, input),
  ),
  row(contract.checkImport, "enterprises.register", checkImport, { perMinute: 20, maxBytes: 20 * MB }),
  row(contract.readImport, "enterprises.register", readImport),
  row(contract.decideImportRow, "enterprises.register", decideRow),
  row(contract.decideImportRest, "enterprises.register", decideTheRest),
  row(contract.acceptImport, "enterprises.register", acceptImport),
  row(contract.downloadProblems, "enterprises.register", downloadProblems),
  row(contract.compareEnterprises, "enterprises.merge", compare),
  row(contract.listMerges, "enterprises.merge", listMerges),
  row(contract.readMatcher, "enterprises.merge", matcher),
  row(contract.mergeEnterprises, "enterprises.merge", merge),
  row(contract.unmergeEnterprises, "enterprises.merge", unmerge),
  row(contract.readEnterprise, "enterprises.read", page),
  row(contract.readHistory, "enterprises.read", history),
  row(contract.editEnterprise, "enterprises.write", edit),
  row(contract.recordFacts, "enterprises.write", recordFacts),
  row(contract.grantTier, "enterprises.qualify", grantTier),
  row(contract.endTier, "enterprises.qualify", endTier),
  row(contract.joinKeyList, "enterprises.qualify", joinKeyList),
  row(contract.leaveKeyList, "enterprises.qualify", leaveKeyList),
];
