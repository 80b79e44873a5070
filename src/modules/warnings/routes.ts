// Who may do what with warnings: the federation everything, an association what it was sent, an enterprise what it was told.
import { row } from "../../platform/http/row.ts";
import * as people from "./actions/people.ts";
import * as publishing from "./actions/publishing.ts";
import { listWarnings, readSeries, readWarning } from "./actions/read.ts";
import * as rules from "./actions/rules.ts";
import * as steps from "./actions/steps.ts";
import { runNow } from "./actions/watch.ts";
import * as contract from "./contract.ts";
import * as desk from "./desk/contract.ts";
import * as ruled from "./rules/contract.ts";

const federation = ["administrator", "duty_officer"];

export const permissions = {
  /** The working record of a warning: verified, assessed, handled; rows lie with whoever works on them. */
  "warnings.work": [...federation, "secretary"],
  /** Grading, publishing, lifting; rules, silences, the pipeline. */
  "warnings.publish": federation,
  /** What was published to one's organisation, and reporting what one saw. */
  "warnings.read": [...federation, "secretary", "clerk", "owner"],
  /** Whose own matter it is to be told: the menu of enterprises begins there. */
  "warnings.told": ["clerk", "owner"],
} as const;

export const routes = [
  // Names before identifiers: /api/warnings/rules is not a warning.
  row(ruled.listRules, "warnings.work", rules.listRules),
  row(ruled.addRule, "warnings.publish", rules.addRule),
  row(ruled.editRule, "warnings.publish", rules.editRule),
  row(ruled.rehearseRule, "warnings.publish", rules.rehearseRule, { perMinute: 12 }),
  row(ruled.setRule, "warnings.publish", rules.setRule),
  row(ruled.listBulletins, "warnings.read", publishing.listBulletins),
  row(ruled.readBulletin, "warnings.read", publishing.readBulletin),
  row(ruled.confirmBulletin, "warnings.read", publishing.confirmBulletin),
  row(ruled.bulletinCap, "warnings.read", publishing.bulletinCap, { perMinute: 60 }),
  row(ruled.feed, "public", publishing.feed, { perMinute: 30 }),
  row(desk.reportSighting, "warnings.read", people.reportSighting, { perMinute: 20 }),
  row(desk.listSightings, "warnings.read", people.listSightings),
  row(desk.listSilences, "warnings.publish", people.listSilences),
  row(desk.addSilence, "warnings.publish", people.addSilence),
  row(desk.endSilence, "warnings.publish", people.endSilence),
  row(desk.listRuns, "warnings.publish", people.listRuns),
  row(desk.runNow, "warnings.publish", runNow, { perMinute: 6 }),
  row(contract.listWarnings, "warnings.work", listWarnings),
  row(contract.readWarning, "warnings.work", readWarning),
  row(contract.readSeries, "warnings.work", readSeries),
  row(contract.acknowledge, "warnings.work", steps.acknowledge),
  row(contract.verify, "warnings.work", steps.verify),
  row(contract.reopen, "warnings.work", steps.reopen),
  row(contract.assess, "warnings.work", steps.assess),
  row(contract.publish, "warnings.publish", publishing.publish, { perMinute: 20 }),
  row(contract.update, "warnings.publish", publishing.update, { perMinute: 20 }),
  row(contract.handle, "warnings.work", steps.handle),
  row(contract.lift, "warnings.publish", publishing.lift),
  row(contract.review, "warnings.publish", steps.review),
];
