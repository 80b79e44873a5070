// What may be asked of research, by whom, and which function answers.
import { row } from "../../platform/http/row.ts";
import * as findings from "./actions/findings.ts";
import * as plans from "./actions/plans.ts";
import * as questionnaires from "./actions/questionnaires.ts";
import { downloadReport } from "./actions/report.ts";
import * as visits from "./actions/visits.ts";
import * as contract from "./contract.ts";
import * as asked from "./questionnaires/contract.ts";
import { listFindingRows } from "./store/findings.ts";
import { listQuestionnaireRows } from "./store/questionnaires.ts";

const MB = 1_048_576;
const researchers = ["administrator", "duty_officer", "secretary"];

export const permissions = {
  /** Own plans with their notes: the rows belong to whoever plans; the federation sees all. */
  "research.read": researchers,
  "research.write": researchers,
  /** Beside these, an enterprise: that it was visited, and what was agreed with it. */
  "research.enterprise": [...researchers, "clerk", "owner"],
} as const;

export const routes = [
  row(contract.listPlans, "research.read", plans.listPlans),
  row(contract.createPlan, "research.write", plans.createPlan),
  row(contract.readPlan, "research.read", plans.readPlan),
  row(contract.editPlan, "research.write", plans.editPlan),
  row(contract.movePlan, "research.write", plans.movePlan),
  row(contract.downloadReport, "research.read", downloadReport, { perMinute: 30 }),
  row(contract.addVisit, "research.write", visits.addVisit),
  row(contract.readVisit, "research.read", visits.readVisit),
  row(contract.saveVisit, "research.write", visits.saveVisit),
  row(contract.removeVisit, "research.write", visits.removeVisit),
  row(contract.addPhoto, "research.write", visits.addPhoto, {
    perMinute: 60,
    maxBytes: (contract.photoLimitMb + 1) * MB,
  }),
  row(contract.readPhoto, "research.read", visits.readPhoto),
  row(contract.removePhoto, "research.write", visits.removePhoto),
  row(contract.listFindings, "research.read", listFindingRows),
  row(contract.exportFindings, "research.read", findings.exportFindings, { perMinute: 20 }),
  row(contract.addFinding, "research.write", findings.addFinding),
  row(contract.editFinding, "research.write", findings.editFinding),
  row(contract.removeFinding, "research.write", findings.removeFinding),
  row(contract.listQuotable, "research.read", findings.listQuotable),
  row(contract.quoteFigure, "research.read", findings.quoteFigure),
  row(contract.readEnterprise, "research.enterprise", visits.readEnterprise),
  row(asked.listQuestionnaires, "research.read", listQuestionnaireRows),
  row(asked.createQuestionnaire, "research.write", questionnaires.createQuestionnaire),
  row(asked.readQuestionnaire, "research.read", questionnaires.readQuestionnaire),
  row(asked.editQuestionnaire, "research.write", questionnaires.editQuestionnaire),
  row(asked.openQuestionnaire, "research.write", questionnaires.openQuestionnaire),
  row(asked.closeQuestionnaire, "research.write", questionnaires.closeQuestionnaire),
  row(asked.makeTickets, "research.write", questionnaires.makeTickets),
  row(asked.exportResults, "research.read", questionnaires.exportResults, { perMinute: 20 }),
  row(asked.readPublic, "public", questionnaires.readPublic, { perMinute: 60 }),
  row(asked.answerPublic, "public", questionnaires.answerPublic, { perMinute: 12 }),
];
