// Invented appeals that show every state at work; 演示数据.
import type { Move } from "./appeal.ts";
import type { Outcome } from "./contract.ts";
import type { Answers, Kind } from "./kinds/contract.ts";

/** Hours after it was sent, what was done, what was said. */
export type Step = [
  hours: number,
  made: Move,
  text: string,
  more?: { outcome?: Outcome; nextReplyIn?: number },
];
export type Case = {
  kind: Kind;
  title: string;
  answers: Answers;
  detail: string;
  /** Key of the association whose member raises it; "own": the enterprise of the tour. */
  of: "PAPER" | "LEATHER" | "PLASTIC" | "BIKE" | "APPL" | "own";
  /** Hours before now when it was sent; null: still a draft. */
  ago: number | null;
  steps: Step[];
};

const took = (hours: number): Step => [hours, "accept", "已受理，我来负责跟到底，今天给您回话。"];
const propose = (hours: number, text: string): Step => [hours, "propose", text];
const answer = (hours: number, outcome: Outcome, text: string, nextReplyIn?: number): Step => [
  ...([hours, "answer", text] as const),
  { outcome, ...(nextReplyIn ? { nextReplyIn } : {}) },
];
const done = (hours: number, text = "问题解决了，谢谢。"): Step => [hours, "satisfied", text];

export const PORT_DETAIL = "进口木浆已经清关，约不到提箱号，滞箱费每天在涨。";
const port = (
  title: string,
  containers: string,
  days: string,
): Pick<Case, "kind" | "title" | "answers" | "detail"> => ({
  kind: "logistics",
  title,
  answers: {
    since: "",
    route: "上海港外高桥到厂区，卡在提箱",
    containers,
    days,
    asked: "货代说码头约不到提箱号",
  },
  detail: PORT_DETAIL,
});

export const demoCases: readonly Case[] = [
  { ...port("外高桥约不到提箱号，进口木浆提不出来", "38", "6"), of: "own", ago: 2, steps: [] },
  { ...port("木浆到港清关了，码头提箱排不上号", "24", "4"), of: "PAPER", ago: 5, steps: [took(0.4)] },
  {
    ...port("上海港提箱预约放号太少，浆板滞港", "17", "9"),
    of: "PAPER",
    ago: 20,
    steps: [took(0.5), propose(3, "已汇总三家企业箱号，正与港口集团商量集中放号。")],
  },
  {
    ...port("滞箱费一天三万，木浆还压在外高桥", "52", "3"),
    of: "PAPER",
    ago: 28,
    steps: [took(0.8), propose(5, "已报联合会，请求与上海港对接。")],
  },
  {
    kind: "finance",
    title: "大客户拖欠货款四个月，工资快发不出",
    answers: { matter: "arrears", since: "2026-07-15", amount: "860", party: "某连锁商超" },
    detail: "合同约定 60 天付款，对账单双方已盖章。",
    ...{ of: "own", ago: 96 },
    steps: [
      took(0.6),
      propose(6, "建议同时走中小企业账款投诉平台，协会向对方总部发函。"),
      answer(50, "partly", "对方总部已确认欠款，承诺本月先付 300 万元，余款年底前结清。"),
    ],
  },
  {
    kind: "policy",
    title: "增值税留抵退税资料交了两次，窗口说系统没有",
    answers: {
      policy: "增值税留抵退税",
      since: "2026-10-20",
      office: "区税务局办税大厅",
      said: "系统查不到申请",
      amount: "126",
    },
    detail: "两次都有回执单，照片可以提供。",
    ...{ of: "own", ago: 60 },
    steps: [took(0.5), [4, "ask", "请把两张回执单拍照传上来，注意拍清流水号。"]],
  },
  {
    kind: "supply",
    title: "限电通知只给两小时，纸机来不及降速",
    answers: { since: "2026-11-05", what: "生产用电", days: "0", gap: "120" },
    detail: "突然停机一次损失三十多万元，希望提前一天通知并保留保安负荷。",
    ...{ of: "own", ago: 30 * 24 },
    steps: [
      took(0.7),
      propose(7, "与供电公司核实有序用电方案。"),
      answer(72, "solved", "供电公司已把贵司列入提前 24 小时通知名单，并核定保安负荷 2 兆瓦。"),
      done(90, "这周两次都提前通知了，满意。"),
    ],
  },
  {
    kind: "labour",
    title: "抄纸工年底集中离职，夜班排不满",
    answers: { since: "2026-11-01", job: "抄纸、复卷", people: "22", pay: "月薪 7500 元含食宿" },
    detail: "",
    ...{ of: "own", ago: null },
    steps: [],
  },
  {
    kind: "resume",
    title: "环保检查后整改完成，一直等不到复产验收",
    answers: { since: "2026-10-28", share: "30", absent: "0", cause: "permit", loss: "45" },
    detail: "整改报告 11 月 6 日已交，电话问了三次都说在排队。",
    ...{ of: "PAPER", ago: 9 },
    steps: [took(0.9)],
  },
  {
    kind: "trade",
    title: "出口澳洲的牛皮纸被要求补做检疫声明",
    answers: {
      since: "2026-11-12",
      market: "澳大利亚",
      containers: "6",
      amount: "210",
      port: "青岛港",
      deadline: "2026-12-05",
    },
    detail: "以前同样产品不用，客户催得急。",
    ...{ of: "PAPER", ago: 31 },
    steps: [took(0.6), propose(5, "请商会提供最新口径，并联系青岛海关。")],
  },
  {
    kind: "policy",
    title: "技改专项贴息申报系统提示“不在目录内”",
    answers: {
      policy: "设备更新贷款贴息",
      since: "2026-11-03",
      office: "省工信厅申报系统",
      said: "设备类别不在目录",
      amount: "480",
    },
    detail: "我们买的是高速纸机压榨部，目录里写的是“造纸成套装备”。",
    ...{ of: "PAPER", ago: 75 },
    steps: [
      took(0.5),
      propose(6, "向省厅书面请示目录口径。"),
      answer(40, "deferred", "省厅答复口径需报部里统一明确，本周内无法给出结论。", 6),
    ],
  },
  {
    kind: "quality",
    title: "同一批生活用纸两家检测机构结论相反",
    answers: {
      product: "抽取式面巾纸",
      since: "2026-10-30",
      standard: "GB/T 20808",
      batches: "1",
      loss: "18",
    },
    detail: "电商平台先下架了，复检要等二十天。",
    ...{ of: "PAPER", ago: 83 },
    steps: [
      took(0.4),
      propose(4, "联系国家纸张质检中心安排加急复检。"),
      answer(70, "solved", "复检合格，平台已恢复上架。"),
      [80, "dissatisfied", "上架是恢复了，之前的差评和降权没有恢复，等于没解决。"],
    ],
  },
  {
    kind: "finance",
    title: "续贷要求先还后贷，过桥资金一天一个点",
    answers: { matter: "renew", since: "2026-11-30", amount: "1500", party: "某城商行" },
    detail: "企业纳税信用 A 级，三年无逾期。",
    ...{ of: "PAPER", ago: 52 },
    steps: [took(1.1)],
  },
  {
    kind: "labour",
    title: "春节前招不到复卷工，想和职校对接",
    answers: { since: "2026-11-10", job: "复卷、打包", people: "15", pay: "月薪 6500 元" },
    detail: "",
    ...{ of: "PAPER", ago: 20 * 24 },
    steps: [
      took(0.3),
      answer(30, "elsewhere", "已转市人社局产业用工专班，联系人已电话告知贵司。"),
      [60, "unreached", "电话无人接听。"],
      [84, "unreached", "仍无人接听。"],
    ],
  },
  {
    kind: "logistics",
    title: "三辆原纸车被拦在苏州北高速口",
    answers: { since: "2026-11-20", route: "济南到上海，卡在苏州北", vehicles: "3", asked: "没有" },
    detail: "司机有通行证，卡点说不是本市签发的不认。",
    ...{ of: "PAPER", ago: 18 * 24 },
    steps: [
      took(0.5),
      propose(2, "联系苏州市交通局核实通行证。"),
      answer(9, "solved", "苏州已认可外省签发的通行证，三辆车当晚放行。"),
      done(20),
    ],
  },
  {
    kind: "trade",
    title: "汇率波动大，小单出口不敢接长单",
    answers: { since: "2026-09-01", market: "欧盟", amount: "320", port: "" },
    detail: "想了解套期保值有没有面向小企业的产品。",
    ...{ of: "LEATHER", ago: 26 },
    steps: [took(0.7)],
  },
  {
    kind: "supply",
    title: "蓝湿革进口许可排队两个月，订单要违约",
    answers: {
      since: "2026-09-25",
      what: "蓝湿牛皮",
      days: "8",
      gap: "300",
      rise: "12",
      supplier: "巴西两家",
    },
    detail: "",
    ...{ of: "LEATHER", ago: 7 },
    steps: [],
  },
  {
    kind: "quality",
    title: "网上仿冒我们商标的箱包，平台投诉被退回",
    answers: { product: "商务拉杆箱", since: "2026-10-08", standard: "商标注册证", loss: "60" },
    detail: "平台要求提供购买公证，一次公证三千多。",
    ...{ of: "LEATHER", ago: 15 * 24 },
    steps: [
      took(0.5),
      propose(8, "协会统一向平台法务发函。"),
      answer(60, "partly", "平台已下架 14 条链接，其余 6 条在核查。"),
      done(70, "先这样，谢谢。"),
    ],
  },
  {
    kind: "supply",
    title: "聚丙烯一个月涨了两成，合同价倒挂",
    answers: { since: "2026-10-25", what: "聚丙烯粒子", days: "12", rise: "21" },
    detail: "希望协会组织联合采购。",
    ...{ of: "PLASTIC", ago: 33 },
    steps: [took(0.6), propose(7, "正在登记各家用量，准备与两家石化企业谈联合采购。")],
  },
  {
    kind: "resume",
    title: "园区蒸汽管道检修，注塑车间半停产",
    answers: { since: "2026-11-18", share: "55", cause: "energy", loss: "12", asked: "园区管委会说要到月底" },
    detail: "",
    ...{ of: "PLASTIC", ago: 3 },
    steps: [],
  },
  {
    kind: "policy",
    title: "小微企业六税两费减半，系统没有自动享受",
    answers: {
      policy: "六税两费减免",
      since: "2026-10-15",
      office: "电子税务局",
      said: "要求重新认定小微",
      amount: "9.6",
    },
    detail: "",
    ...{ of: "PLASTIC", ago: 16 * 24 },
    steps: [
      took(0.4),
      propose(5, "请税务局核实资格标识。"),
      answer(24, "solved", "资格标识已补录，多缴部分本周退回。"),
      done(30),
    ],
  },
  {
    kind: "trade",
    title: "电动自行车出口北美，新规要求电池第三方认证",
    answers: { since: "2026-11-01", market: "美国", containers: "11", amount: "560", deadline: "2026-12-20" },
    detail: "国内能做的机构排期到一月。",
    ...{ of: "BIKE", ago: 22 },
    steps: [took(0.8), [3, "note", "与贸促会核实过，另有两家会员同样情况。"]],
  },
  {
    kind: "logistics",
    title: "整车电池按危险品装箱，港口临时停收",
    answers: {
      since: "2026-11-19",
      route: "天津港到鹿特丹",
      containers: "8",
      days: "0",
      asked: "船公司让等通知",
    },
    detail: "",
    ...{ of: "BIKE", ago: 58 },
    steps: [],
  },
  {
    kind: "finance",
    title: "以旧换新补贴垫付两个月没有回款",
    answers: { matter: "refund", since: "2026-09-20", amount: "730", party: "市商务局" },
    detail: "各门店都在垫，经销商已经开始停促销。",
    ...{ of: "APPL", ago: 45 },
    steps: [took(0.5), propose(6, "已联系市商务局，对方称第三批资金在拨付流程中。")],
  },
  {
    kind: "supply",
    title: "压缩机芯片交期从六周变成二十周",
    answers: { since: "2026-10-01", what: "变频驱动芯片", days: "15", rise: "35", supplier: "原厂代理" },
    detail: "",
    ...{ of: "APPL", ago: 10 * 24 },
    steps: [
      took(0.6),
      propose(7, "在会员中征集国产替代方案。"),
      answer(60, "deferred", "两家国产方案正在装机验证，验证后给出结论。", 4),
    ],
  },
  {
    kind: "other",
    title: "厂区门前道路施工，货车进不来",
    answers: { since: "2026-11-16", asked: "施工方说还要两周" },
    detail: "",
    ...{ of: "APPL", ago: 13 * 24 },
    steps: [took(0.5), [20, "settle", "施工方开了临时便道，货车能进了。"]],
  },
];
