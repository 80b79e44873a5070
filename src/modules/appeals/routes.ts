// What may be asked of appeals, by whom, and which function answers.
import { row } from "../../platform/http/row.ts";
import { listAlike } from "./actions/alike.ts";
import * as handle from "./actions/handle.ts";
import * as issues from "./actions/issues.ts";
import { listOffers } from "./actions/offers.ts";
import * as raise from "./actions/raise.ts";
import * as read from "./actions/read.ts";
import * as contract from "./contract.ts";
import * as joint from "./issues/contract.ts";
import { readStatistics } from "./statistics/contract.ts";
import { statistics } from "./store/statistics.ts";

const federation = ["administrator", "duty_officer"];
const MB = 1_048_576;

export const permissions = {
  /** What one is to an appeal (its enterprise, its handler, above it) follows from the organisation acted for. */
  "appeals.use": [...federation, "secretary", "clerk", "owner"],
  /** The inbox, its statistics, and speaking for an enterprise. */
  "appeals.oversee": [...federation, "secretary"],
} as const;

export const routes = [
  row(contract.listAppeals, "appeals.use", read.listAppeals),
  row(contract.exportAppeals, "appeals.use", read.exportAppeals, { perMinute: 20 }),
  row(contract.known, "appeals.use", raise.known),
  row(readStatistics, "appeals.oversee", statistics),
  row(joint.listIssues, "appeals.oversee", issues.listIssues),
  row(joint.joinAppeals, "appeals.oversee", issues.joinAppeals),
  row(joint.readIssue, "appeals.oversee", issues.readIssue),
  row(joint.partAppeal, "appeals.oversee", issues.partAppeal),
  row(joint.answerIssue, "appeals.oversee", issues.answerIssue),
  row(joint.listAlike, "appeals.oversee", listAlike, { perMinute: 60 }),
  row(joint.listOffers, "appeals.use", listOffers),
  row(contract.readAppeal, "appeals.use", read.readAppeal),
  row(contract.saveDraft, "appeals.use", raise.saveDraft, { perMinute: 120 }),
  row(contract.dropDraft, "appeals.use", raise.dropDraft),
  row(contract.submitAppeal, "appeals.use", raise.submitAppeal, { perMinute: 30 }),
  row(contract.recallAppeal, "appeals.use", raise.recallAppeal),
  row(contract.addAttachment, "appeals.use", raise.addAttachment, {
    perMinute: 60,
    maxBytes: (contract.attachmentLimitMb + 1) * MB,
  }),
  row(contract.readAttachment, "appeals.use", raise.readAttachment),
  row(contract.removeAttachment, "appeals.use", raise.removeAttachment),
  row(contract.acceptAppeal, "appeals.use", handle.acceptAppeal),
  row(contract.proposeAppeal, "appeals.use", handle.proposeAppeal),
  row(contract.askFirm, "appeals.use", handle.askFirm),
  row(contract.supplyMore, "appeals.use", handle.supplyMore),
  row(contract.resumeWork, "appeals.use", handle.resumeWork),
  row(contract.replyTo, "appeals.use", handle.replyTo),
  row(contract.remarkOn, "appeals.use", handle.remarkOn),
  row(contract.noteOn, "appeals.use", handle.noteOn),
  row(contract.assignAppeal, "appeals.use", handle.assignAppeal),
  row(contract.transferAppeal, "appeals.use", handle.transferAppeal),
  row(contract.takeAppeal, "appeals.oversee", handle.takeAppeal),
  row(contract.answerAppeal, "appeals.use", handle.answerAppeal),
  row(contract.judgeAppeal, "appeals.use", handle.judgeAppeal),
  row(contract.settleAppeal, "appeals.use", handle.settleAppeal),
  row(contract.reopenAppeal, "appeals.use", handle.reopenAppeal),
];
