// The kinds of appeals and the short form of each, as data: what is asked so that an officer can act without asking back.
import { z } from "zod";

type Text = { zh: string; en: string };
export type Question = {
  key: string;
  type: "line" | "long" | "number" | "date" | "choice";
  label: Text;
  hint?: Text;
  unit?: Text;
  needed?: boolean;
  /** Only for choices: what is stored, and how it is called. */
  options?: readonly { value: string; label: Text }[];
};
export type KindForm = { label: Text; hint: Text; questions: readonly Question[] };

export const kinds = [
  "resume",
  "logistics",
  "supply",
  "trade",
  "labour",
  "finance",
  "policy",
  "quality",
  "other",
] as const;
export const kind = z.enum(kinds);
export type Kind = z.infer<typeof kind>;

const t = (zh: string, en: string): Text => ({ zh, en });
const options = (...rows: readonly [value: string, zh: string, en: string][]) =>
  rows.map(([value, zh, en]) => ({ value, label: t(zh, en) }));

const since: Question = {
  key: "since",
  type: "date",
  label: t("从哪天开始", "Since when"),
  needed: true,
};
const asked: Question = {
  key: "asked",
  type: "line",
  label: t("已经找过谁，对方怎么说", "Who was asked already, and what did they say"),
  hint: t("没有找过就写“没有”。", "Write “nobody” if nobody was asked."),
};
const yuan = (key: string, zh: string, en: string): Question => ({
  ...{ key, type: "number", label: t(zh, en), unit: t("万元", "10,000 yuan") },
});
const count = (key: string, label: Text, unit: Text, needed = false): Question => ({
  ...{ key, type: "number", label, unit, needed },
});

export const kindForms: Readonly<Record<Kind, KindForm>> = {
  resume: {
    label: t("复工达产", "Restarting work"),
    hint: t("停产、半停产、达不到正常产能", "Standing still, or below normal capacity"),
    questions: [
      since,
      count("share", t("现在的产能相当于平时的", "Capacity now, of normal"), t("%", "%"), true),
      count("absent", t("到不了岗的人数", "People who cannot come to work"), t("人", "people")),
      {
        ...{ key: "cause", type: "choice", label: t("卡在哪里", "What holds it up") },
        options: options(
          ["people", "人员到岗", "People"],
          ["material", "原料", "Material"],
          ["permit", "审批或防疫要求", "Permits"],
          ["energy", "水电气", "Energy"],
          ["orders", "订单", "Orders"],
        ),
      },
      yuan("loss", "每天大约损失", "Loss a day, about"),
      asked,
    ],
  },
  logistics: {
    label: t("物流运输", "Transport"),
    hint: t("车、船、箱、港口、通行证", "Lorries, ships, containers, ports, passes"),
    questions: [
      since,
      {
        key: "route",
        type: "line",
        label: t("从哪里到哪里，卡在哪一段", "From where to where, and where it stops"),
        needed: true,
      },
      count("vehicles", t("受影响车辆", "Vehicles held up"), t("辆", "vehicles")),
      count("containers", t("受影响集装箱", "Containers held up"), t("箱", "containers")),
      count("days", t("手里库存还能撑", "Stock lasts for"), t("天", "days")),
      { key: "goods", type: "line", label: t("运的是什么", "What is carried") },
      asked,
    ],
  },
  supply: {
    label: t("原材料与能源", "Material and energy"),
    hint: t("缺料、涨价、限电、限气", "Shortages, prices, power or gas cuts"),
    questions: [
      since,
      { key: "what", type: "line", label: t("缺什么", "What is missing"), needed: true },
      count("gap", t("每月缺口", "Gap a month"), t("吨（或万千瓦时）", "tons or 10 MWh")),
      count("days", t("库存还能撑", "Stock lasts for"), t("天", "days"), true),
      count("rise", t("价格比上月上涨", "Price rise on last month"), t("%", "%")),
      { key: "supplier", type: "line", label: t("原来由谁供", "Who supplied it so far") },
      asked,
    ],
  },
  trade: {
    label: t("对外贸易", "Foreign trade"),
    hint: t("订单、通关、关税、退税、收汇", "Orders, customs, duties, refunds, payment"),
    questions: [
      since,
      { key: "market", type: "line", label: t("哪个国家或地区", "Which country or region"), needed: true },
      count("containers", t("受影响货柜", "Containers held up"), t("柜", "containers")),
      yuan("amount", "涉及金额", "Amount"),
      { key: "deadline", type: "date", label: t("交货或申报的最后日期", "Last day for delivery or filing") },
      { key: "port", type: "line", label: t("哪个口岸、哪个海关", "Which port, which customs office") },
      asked,
    ],
  },
  labour: {
    label: t("用工", "Labour"),
    hint: t("招不到、留不住、技能不够", "Hiring, keeping, skills"),
    questions: [
      since,
      { key: "job", type: "line", label: t("缺什么岗位", "Which jobs"), needed: true },
      count("people", t("缺多少人", "How many are missing"), t("人", "people"), true),
      { key: "pay", type: "line", label: t("现在开出的条件", "What is offered now") },
      asked,
    ],
  },
  finance: {
    label: t("融资与账款", "Money"),
    hint: t("贷款、续贷、拖欠账款、退税不到账", "Loans, arrears owed to you, refunds not paid"),
    questions: [
      {
        ...{ key: "matter", type: "choice", label: t("哪一种", "Which kind"), needed: true },
        options: options(
          ["arrears", "被拖欠账款", "Arrears owed to us"],
          ["loan", "新增贷款", "A new loan"],
          ["renew", "续贷、展期", "Renewing a loan"],
          ["refund", "退税、补贴没到账", "A refund not paid"],
        ),
      },
      { ...since, label: t("从哪天起（或到期日）", "Since when, or due when") },
      { ...yuan("amount", "涉及金额", "Amount"), needed: true },
      {
        key: "party",
        type: "line",
        label: t("对方是谁（银行、客户、税务局）", "The other side: bank, customer, tax office"),
      },
      asked,
    ],
  },
  policy: {
    label: t("政策落实", "Policies"),
    hint: t("够条件没享受到、不知道找谁办", "Entitled but not given, or no one to ask"),
    questions: [
      {
        key: "policy",
        type: "line",
        label: t("哪一项政策（文件名或文号）", "Which policy, by name or number"),
        needed: true,
      },
      since,
      { key: "office", type: "line", label: t("在哪个窗口或系统办的", "At which office or system") },
      { key: "said", type: "long", label: t("对方不办的理由", "Why it was refused") },
      yuan("amount", "涉及金额", "Amount"),
    ],
  },
  quality: {
    label: t("产品质量", "Product quality"),
    hint: t("标准、检测、认证、抽检、假冒", "Standards, tests, certificates, counterfeits"),
    questions: [
      {
        key: "product",
        type: "line",
        label: t("什么产品、什么型号", "Which product and model"),
        needed: true,
      },
      since,
      {
        key: "standard",
        type: "line",
        label: t("依据的标准或检测报告", "The standard or report it rests on"),
      },
      count("batches", t("涉及批次", "Batches"), t("批", "batches")),
      yuan("loss", "已经造成的损失", "Loss so far"),
      asked,
    ],
  },
  other: {
    label: t("其他", "Something else"),
    hint: t("上面都不合适就选这里", "Where none of the above fits"),
    questions: [since, asked],
  },
};

/** What was answered, by question; a number travels as text. */
export const answers = z.record(z.string().regex(/^[a-z]{1,20}$/), z.string().max(1000));
export type Answers = z.infer<typeof answers>;
