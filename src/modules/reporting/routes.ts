// Who may do what with returns, row by row.
import { row } from "../../platform/http/row.ts";
import * as counting from "./actions/completeness.ts";
import { readDeadlines, saveDeadlines } from "./actions/deadlines.ts";
import { acceptFilings, returnFiling, returnFilings, reviewQueue } from "./actions/decide.ts";
import { dropCorrection, receipt, saveEntry, startCorrection, submitFiling } from "./actions/fill.ts";
import { exportFollowUp, followUp, listCalls, noteCall } from "./actions/follow-up.ts";
import { checkHistory, historyTemplate, importHistory } from "./actions/history.ts";
import { currentFiling, getFiling, myFilings } from "./actions/read.ts";
import { remind } from "./actions/remind.ts";
import * as reminding from "./actions/reminders.ts";
import { getTemplate, uploadEntry } from "./actions/sheet.ts";
import * as behalf from "./behalf/contract.ts";
import * as board from "./completeness/contract.ts";
import * as contract from "./contract.ts";
import * as days from "./deadlines/contract.ts";
import * as following from "./followup/contract.ts";
import * as history from "./history/contract.ts";
import * as reminders from "./reminders/contract.ts";

export const permissions = {
  /** Fill in and submit the own enterprise's return. */
  "reporting.fill": ["clerk", "owner"],
  /** Open one return with its figures, as far as the scope goes. */
  "reporting.read": ["clerk", "owner", "secretary", "duty_officer", "administrator"],
  /** Fill in for a member that lets its figures be seen. */
  "reporting.behalf": ["secretary"],
  /** Accept and send back. */
  "reporting.review": ["secretary", "duty_officer", "administrator"],
  /** Bring past months in, as far as the scope goes. */
  "reporting.history": ["clerk", "owner", "secretary", "duty_officer", "administrator"],
  /** See who is missing, and remind. */
  "reporting.oversee": ["secretary", "duty_officer", "administrator"],
  /** Set the robot of the own group, and when reminders go by themselves. */
  "reporting.robot": ["secretary", "administrator"],
} as const;

export const routes = [
  row(contract.myFilings, "reporting.fill", myFilings),
  row(contract.currentFiling, "reporting.fill", currentFiling),
  row(contract.getFiling, "reporting.read", getFiling),
  row(contract.saveEntry, "reporting.fill", saveEntry),
  row(contract.submitFiling, "reporting.fill", submitFiling),
  row(contract.getReceipt, "reporting.read", receipt),
  row(contract.startCorrection, "reporting.fill", startCorrection),
  row(contract.dropCorrection, "reporting.fill", dropCorrection),
  row(contract.getTemplate, "reporting.read", getTemplate),
  row(contract.uploadEntry, "reporting.fill", uploadEntry, { perMinute: 20 }),
  row(contract.reviewQueue, "reporting.review", reviewQueue),
  row(contract.acceptFilings, "reporting.review", acceptFilings),
  row(contract.returnFiling, "reporting.review", returnFiling),
  row(contract.returnFilings, "reporting.review", returnFilings),
  row(behalf.saveFor, "reporting.behalf", saveEntry),
  row(behalf.submitFor, "reporting.behalf", submitFiling),
  row(behalf.uploadFor, "reporting.behalf", uploadEntry, { perMinute: 20 }),
  row(board.completeness, "reporting.oversee", counting.completeness),
  row(board.exportCompleteness, "reporting.oversee", counting.exportCompleteness, { perMinute: 20 }),
  row(board.colleagues, "reporting.oversee", counting.colleagues),
  row(board.putInCharge, "reporting.oversee", counting.putInCharge),
  row(days.readDeadlines, "reporting.read", readDeadlines),
  row(days.saveDeadlines, "reporting.read", saveDeadlines, { perMinute: 20 }),
  row(contract.listFilings, "reporting.oversee", counting.listFilings),
  row(reminders.remind, "reporting.oversee", remind, { perMinute: 30 }),
  row(reminders.reminderLog, "reporting.oversee", reminding.reminderLog),
  row(reminders.exportReminders, "reporting.oversee", reminding.exportReminders, { perMinute: 20 }),
  row(reminders.getRobot, "reporting.oversee", reminding.getRobot),
  row(reminders.setRobot, "reporting.robot", reminding.setRobot, { perMinute: 10 }),
  row(reminders.removeRobot, "reporting.robot", reminding.removeRobot),
  row(reminders.testRobot, "reporting.robot", reminding.testRobot, { perMinute: 6 }),
  row(reminders.robotMessages, "reporting.oversee", reminding.robotMessages),
  row(reminders.sayAgain, "reporting.robot", reminding.sayAgain, { perMinute: 20 }),
  row(reminders.getReminding, "reporting.oversee", reminding.getReminding),
  row(reminders.setReminding, "reporting.robot", reminding.setReminding),
  row(history.historyTemplate, "reporting.history", historyTemplate),
  row(history.checkHistory, "reporting.history", checkHistory, { perMinute: 10 }),
  row(history.importHistory, "reporting.history", importHistory, { perMinute: 10 }),
  row(following.followUp, "reporting.oversee", followUp),
  row(following.exportFollowUp, "reporting.oversee", exportFollowUp, { perMinute: 20 }),
  row(following.noteCall, "reporting.oversee", noteCall),
  row(following.listCalls, "reporting.oversee", listCalls),
];
