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
import * as imports from "./imports/contract.ts";
import * as merging from "./merging/contract.ts";
import { readReference } from "./store/reference.ts";

const MB = 1_048_576;

export const routes = [
  row(contract.listEnterprises, "enterprises.read", list),
  row(contract.exportEnterprises, "enterprises.read", exportList, { perMinute: 20 }),
  row(contract.readReference, "signed-in", readReference),
  row(imports.downloadTemplate, "enterprises.register", downloadTemplate),
  row(contract.registerEnterpriseCall, "enterprises.register", (ctx, input) =>
    registerEnterprise(ctx, input),
  ),
  row(imports.checkImport, "enterprises.register", checkImport, { perMinute: 20, maxBytes: 20 * MB }),
  row(imports.readImport, "enterprises.register", readImport),
  row(imports.decideImportRow, "enterprises.register", decideRow),
  row(imports.decideImportRest, "enterprises.register", decideTheRest),
  row(imports.acceptImport, "enterprises.register", acceptImport),
  row(imports.downloadProblems, "enterprises.register", downloadProblems),
  row(merging.compareEnterprises, "enterprises.merge", compare),
  row(merging.listMerges, "enterprises.merge", listMerges),
  row(merging.readMatcher, "enterprises.merge", matcher),
  row(merging.mergeEnterprises, "enterprises.merge", merge),
  row(merging.unmergeEnterprises, "enterprises.merge", unmerge),
  row(contract.readEnterprise, "enterprises.read", page),
  row(contract.readHistory, "enterprises.read", history),
  row(contract.editEnterprise, "enterprises.write", edit),
  row(contract.recordFacts, "enterprises.write", recordFacts),
  row(contract.grantTier, "enterprises.qualify", grantTier),
  row(contract.endTier, "enterprises.qualify", endTier),
  row(contract.joinKeyList, "enterprises.qualify", joinKeyList),
  row(contract.leaveKeyList, "enterprises.qualify", leaveKeyList),
];
