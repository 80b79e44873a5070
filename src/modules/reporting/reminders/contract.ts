// What travels about reminders: sending them, the log of what came of them, the group's robot, when they go by themselves.
import { z } from "zod";
import { periodicityOf } from "../../../engines/calendar/index.ts";
import { date, type Endpoint, id, listInput, listOutput, nothing } from "../../../platform/http/contract.ts";
import { filingState } from "../contract.ts";

const period = z
  .string()
  .max(10)
  .refine((text) => periodicityOf(text) !== null);
const moment = z.iso.datetime();
const formCode = z.string().max(60);

export const reminderChannels = ["app", "mail", "wecom"] as const;
export type ReminderChannel = (typeof reminderChannels)[number];

/** reported: a return came; bounced: what was sent did not arrive; nobody: there was nobody to tell. */
export const outcomes = ["reported", "missing", "bounced", "nobody"] as const;
export type ReminderOutcome = (typeof outcomes)[number];

export const remind = {
  method: "POST" as const,
  path: "/api/reporting/remind",
  input: z.object({
    filings: z.array(id).max(500).default([]),
    /** Or: whoever is missing of a period. */
    missing: z
      .object({
        formCode: formCode.default("monthly-operation"),
        period,
        association: id.optional(),
        industry: z.string().max(10).optional(),
        region: z.string().max(6).optional(),
      })
      .optional(),
    /** Also into the chat group of whoever reminds. */
    wecom: z.boolean().default(false),
  }),
  output: z.object({
    reminded: z.number().int(),
    alreadyToday: z.number().int(),
    notMissing: z.number().int(),
    /** Ready to be pasted into a chat group; the link opens the form after sign-in. */
    text: z.string(),
    /** Messages put in line for the group. */
    inGroup: z.number().int(),
  }),
  summary: { zh: "催报（每天每份最多一次）", en: "Remind (at most once a day for each return)" },
} satisfies Endpoint;

const logged = z.object({
  id,
  filingId: id,
  memberId: id,
  memberName: z.string(),
  formCode: z.string(),
  formTitle: z.object({ zh: z.string(), en: z.string() }).nullable(),
  period,
  dueOn: date,
  channel: z.enum(reminderChannels),
  persons: z.number().int(),
  remindedByName: z.string(),
  automatic: z.boolean(),
  remindedAt: moment,
  state: filingState,
  reportedAt: moment.nullable(),
  outcome: z.enum(outcomes),
});
export type LoggedReminder = z.output<typeof logged>;

const logFilters = {
  formCode: formCode.optional(),
  period: period.optional(),
  channel: z.enum(reminderChannels).optional(),
  outcome: z.enum(outcomes).optional(),
  automatic: z.stringbool().optional(),
};

export const reminderLog = {
  method: "GET" as const,
  path: "/api/reporting/reminders",
  input: listInput(logFilters, ["remindedAt"]),
  output: z.object({ ...listOutput(logged).shape, periods: z.array(period) }),
  summary: { zh: "催报记录与结果", en: "Log of reminders and what came of them" },
} satisfies Endpoint;

export const exportReminders = {
  method: "GET" as const,
  path: "/api/reporting/reminders.xlsx",
  input: z.object({ ...logFilters, q: z.string().trim().max(100).optional() }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出催报记录", en: "Export the log of reminders" },
} satisfies Endpoint;

const robot = z.object({
  /** The last letters of the address; it is never shown whole again. */
  tail: z.string(),
  setByName: z.string(),
  setAt: moment,
  workedAt: moment.nullable(),
  failedAt: moment.nullable(),
  lastError: z.string().nullable(),
});

export const getRobot = {
  method: "GET" as const,
  path: "/api/reporting/robot",
  input: nothing,
  output: z.object({ robot: robot.nullable() }),
  summary: { zh: "企业微信群机器人", en: "The robot of the WeCom group" },
} satisfies Endpoint;

export const setRobot = {
  method: "PUT" as const,
  path: "/api/reporting/robot",
  input: z.object({ address: z.string().trim().max(400) }),
  output: getRobot.output,
  summary: {
    zh: "设置群机器人地址（加密保存，不再显示）",
    en: "Set the robot's address (sealed, never shown again)",
  },
} satisfies Endpoint;

export const removeRobot = {
  method: "DELETE" as const,
  path: "/api/reporting/robot",
  input: nothing,
  output: nothing,
  summary: { zh: "移除群机器人", en: "Remove the robot" },
} satisfies Endpoint;

export const testRobot = {
  method: "POST" as const,
  path: "/api/reporting/robot/test",
  input: nothing,
  output: z.object({ id }),
  summary: { zh: "发一条测试消息", en: "Send a test message" },
} satisfies Endpoint;

const groupMessage = z.object({
  id,
  kind: z.string(),
  content: z.string(),
  state: z.enum(["waiting", "sending", "sent", "failed", "unclear", "dropped"]),
  attempts: z.number().int(),
  saidByName: z.string(),
  createdAt: moment,
  nextAt: moment,
  sentAt: moment.nullable(),
  lastError: z.string().nullable(),
});
export type GroupMessage = z.output<typeof groupMessage>;

export const robotMessages = {
  method: "GET" as const,
  path: "/api/reporting/robot/messages",
  input: listInput({}, ["createdAt"]),
  output: listOutput(groupMessage),
  summary: { zh: "发到群里的消息", en: "Messages to the group" },
} satisfies Endpoint;

export const sayAgain = {
  method: "POST" as const,
  path: "/api/reporting/robot/messages/:id/again",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "再发一次没有送达的消息", en: "Send a message that did not arrive once more" },
} satisfies Endpoint;

const reminding = z.object({
  enabled: z.boolean(),
  daysBefore: z.number().int().min(0).max(20),
  hour: z.number().int().min(0).max(23),
  quiet: z.boolean(),
  quietFrom: z.number().int().min(0).max(23),
  quietTo: z.number().int().min(0).max(23),
  restDays: z.boolean(),
  wecom: z.boolean(),
});

export const getReminding = {
  method: "GET" as const,
  path: "/api/reporting/reminding",
  input: nothing,
  output: z.object({
    ...reminding.shape,
    setByName: z.string().nullable(),
    setAt: moment.nullable(),
    /** What stands in the way at this moment. */
    notNow: z.enum(["off", "quiet", "rest-day", "early"]).nullable(),
  }),
  summary: { zh: "自动催报设置", en: "When reminders go by themselves" },
} satisfies Endpoint;

export const setReminding = {
  method: "PUT" as const,
  path: "/api/reporting/reminding",
  input: reminding,
  output: getReminding.output,
  summary: { zh: "修改自动催报设置", en: "Change when reminders go by themselves" },
} satisfies Endpoint;
