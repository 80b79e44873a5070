// What may be asked of plans, by whom, and which function answers.
import { row } from "../../platform/http/row.ts";
import * as activate from "./actions/activate.ts";
import { downloadPlan } from "./actions/document.ts";
import * as plans from "./actions/plans.ts";
import * as read from "./actions/read.ts";
import * as tasks from "./actions/tasks.ts";
import * as board from "./activations/contract.ts";
import * as contract from "./contract.ts";

const federation = ["administrator", "duty_officer"];
const everybody = [...federation, "secretary", "clerk", "owner"];

export const permissions = {
  /** As far as the rows' own scope goes: an enterprise's plan only by itself and its reviewer. */
  "plans.read": everybody,
  "plans.write": everybody,
  /** Never one's own submission. */
  "plans.review": [...federation, "secretary"],
  /** Set men and money moving, and close with a review. */
  "plans.activate": [...federation, "secretary", "owner"],
  /** Tasks on the board. */
  "plans.act": everybody,
  "plans.oversee": [...federation, "secretary"],
  "plans.ask": ["secretary"],
} as const;

export const routes = [
  row(contract.listPlans, "plans.read", read.listPlans),
  row(contract.listTemplates, "plans.read", read.listTemplates),
  row(contract.readTemplate, "plans.read", read.readTemplate),
  row(contract.listReviewers, "plans.write", read.listReviewers),
  row(contract.coverage, "plans.oversee", read.coverage),
  row(contract.askForPlans, "plans.ask", read.askForPlans, { perMinute: 20 }),
  row(contract.createPlan, "plans.write", plans.createPlan),
  row(contract.readPlan, "plans.read", read.readPlan),
  row(contract.savePlan, "plans.write", plans.savePlan),
  row(contract.submitPlan, "plans.write", plans.submitPlan),
  row(contract.recallPlan, "plans.write", plans.recallPlan),
  row(contract.decidePlan, "plans.review", plans.decidePlan),
  row(contract.revisePlan, "plans.write", plans.revisePlan),
  row(contract.withdrawPlan, "plans.write", plans.withdrawPlan),
  row(contract.dropDraft, "plans.write", plans.dropDraft),
  row(contract.answerProposal, "plans.write", plans.answerProposal),
  row(contract.downloadPlan, "plans.read", downloadPlan, { perMinute: 30 }),
  row(board.activate, "plans.activate", activate.activate),
  row(board.listActivations, "plans.read", activate.listActivations),
  row(board.readActivation, "plans.read", activate.readActivation),
  row(board.finishTask, "plans.act", tasks.finishTask),
  row(board.handTask, "plans.act", tasks.handTask),
  row(board.dropTask, "plans.act", tasks.dropTask),
  row(board.reopenTask, "plans.act", tasks.reopenTask),
  row(board.addTask, "plans.act", tasks.addTask),
  row(board.addNote, "plans.act", tasks.addNote),
  row(board.sendMessage, "plans.activate", tasks.sendMessage, { perMinute: 20 }),
  row(board.closeActivation, "plans.activate", activate.closeActivation),
  row(board.listCalls, "plans.activate", activate.listCalls),
  row(board.declineCall, "plans.activate", activate.declineCall),
];
