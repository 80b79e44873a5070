// Persons, organisations, memberships and roles, as they travel.
import { z } from "zod";
import { type Endpoint, id, listInput, listOutput, nothing } from "../../platform/http/contract.ts";

export const kinds = ["federation", "association", "enterprise", "body", "service", "experts"] as const;
export const kind = z.enum(kinds);
export type Kind = z.output<typeof kind>;
export const roles = ["administrator", "duty_officer", "secretary", "clerk", "owner", "expert"] as const;
export const role = z.enum(roles);
export type Role = z.output<typeof role>;

export const moment = z.iso.datetime({ offset: true });
export const personName = z.string().trim().min(1).max(50);
export const organisationName = z.string().trim().min(2).max(100);
export const creditCode = z.string().trim().toUpperCase().max(30);

/** Of a link that opens something: an invitation, a receipt. */
export const token = z.string().min(20).max(100);

export const organisation = z.object({
  id,
  kind,
  name: z.string(),
  shortName: z.string(),
  creditCode: z.string().nullable(),
  sectors: z.array(z.string()),
  demo: z.boolean(),
  closedAt: moment.nullable(),
});
export type Organisation = z.output<typeof organisation>;

const acting = z.object({
  id,
  kind,
  name: z.string(),
  shortName: z.string(),
  demo: z.boolean(),
  roles: z.array(role),
});

export const me = {
  method: "GET" as const,
  path: "/api/people/me",
  input: nothing,
  output: z.object({
    person: z.object({
      id,
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      language: z.enum(["zh", "en"]),
    }),
    /** The organisation acted for; null: no role anywhere, or none at the one asked for. */
    acting: acting.nullable(),
    organisations: z.array(acting),
    permissions: z.array(z.string()),
    /** Acts in the invented federation. */
    demo: z.boolean(),
  }),
  summary: { zh: "我是谁、代表谁", en: "Who I am and whom I act for" },
} satisfies Endpoint;
export type Me = z.output<typeof me.output>;

export const changeMe = {
  method: "PATCH" as const,
  path: "/api/people/me",
  input: z.object({ name: personName.optional(), language: z.enum(["zh", "en"]).optional() }),
  output: nothing,
  summary: { zh: "修改我的姓名或语言", en: "Change my name or language" },
} satisfies Endpoint;

export const listOrganisations = {
  method: "GET" as const,
  path: "/api/people/organisations",
  input: listInput({ kind: kind.optional(), association: id.optional() }, ["name", "createdAt"]),
  output: listOutput(organisation),
  summary: { zh: "机构列表", en: "Organisations" },
} satisfies Endpoint;

export const readOrganisation = {
  method: "GET" as const,
  path: "/api/people/organisations/:id",
  input: z.object({ id }),
  output: organisation,
  summary: { zh: "一个机构", en: "One organisation" },
} satisfies Endpoint;

export const addOrganisation = {
  method: "POST" as const,
  path: "/api/people/organisations",
  input: z.object({
    kind,
    name: organisationName,
    shortName: z.string().trim().max(30).optional(),
    creditCode: creditCode.optional(),
    sectors: z
      .array(z.string().regex(/^[A-Z]?\d{0,4}$/))
      .max(200)
      .optional(),
    association: id.optional(),
  }),
  output: organisation,
  summary: { zh: "新增机构", en: "Add an organisation" },
} satisfies Endpoint;

export const changeOrganisation = {
  method: "PATCH" as const,
  path: "/api/people/organisations/:id",
  input: z.object({
    id,
    name: organisationName.optional(),
    shortName: z.string().trim().min(1).max(30).optional(),
    closed: z.boolean().optional(),
  }),
  output: organisation,
  summary: { zh: "修改机构", en: "Change an organisation" },
} satisfies Endpoint;

export const person = z.object({
  roleId: id,
  personId: id,
  name: z.string(),
  organisationId: id,
  organisationName: z.string(),
  role,
  since: moment,
  until: moment.nullable(),
  delegatedFrom: z.string().nullable(),
  /** Shown where the asker's organisation has business with the person; null: not shown or none. */
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

export const listPersons = {
  method: "GET" as const,
  path: "/api/people/persons",
  input: listInput({ organisation: id.optional(), role: role.optional() }, ["name", "organisation"]),
  output: listOutput(person),
  summary: { zh: "人员与角色", en: "Persons and roles" },
} satisfies Endpoint;

export const grantRole = {
  method: "POST" as const,
  path: "/api/people/roles",
  input: z.object({ personId: id, organisationId: id, role }),
  output: z.object({ id }),
  summary: { zh: "授予角色", en: "Grant a role" },
} satisfies Endpoint;

export const endRole = {
  method: "DELETE" as const,
  path: "/api/people/roles/:id",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "收回角色或提前结束代办", en: "End a role or a delegation" },
} satisfies Endpoint;

export const delegate = {
  method: "POST" as const,
  path: "/api/people/delegations",
  input: z.object({ personId: id, role, until: moment }),
  output: z.object({ id }),
  summary: { zh: "请同事代办", en: "Hand my work to a colleague for a while" },
} satisfies Endpoint;

export const membership = z.object({
  id,
  associationId: id,
  associationName: z.string(),
  memberId: id,
  memberName: z.string(),
  memberCreditCode: z.string().nullable(),
  since: moment,
  consent: z.boolean(),
  consentAt: moment.nullable(),
});

export const listMemberships = {
  method: "GET" as const,
  path: "/api/people/memberships",
  input: listInput({ consent: z.enum(["yes", "no"]).optional() }, ["name", "since"]),
  output: listOutput(membership).extend({ consenting: z.number().int() }),
  summary: { zh: "会员关系与数据授权", en: "Memberships and consent" },
} satisfies Endpoint;

export const addMember = {
  method: "POST" as const,
  path: "/api/people/memberships",
  input: z.object({ associationId: id, creditCode }),
  output: z.object({ id }),
  summary: { zh: "添加会员", en: "Add a member" },
} satisfies Endpoint;

export const endMembership = {
  method: "POST" as const,
  path: "/api/people/memberships/:id/end",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "结束会员关系", en: "End a membership" },
} satisfies Endpoint;

export const setConsent = {
  method: "POST" as const,
  path: "/api/people/memberships/:id/consent",
  input: z.object({ id, consent: z.boolean() }),
  output: z.object({ consent: z.boolean() }),
  summary: { zh: "授权或撤回：协会可否查看本企业报表", en: "Give or withdraw consent to see our returns" },
} satisfies Endpoint;

/** What people announces. */
export const events = {
  organisationAdded: {
    name: "people.organisationAdded",
    payload: z.object({ organisationId: id, kind, name: z.string(), creditCode: z.string().nullable() }),
  },
  consentChanged: {
    name: "people.consentChanged",
    payload: z.object({ associationId: id, memberId: id, consent: z.boolean() }),
  },
  membershipChanged: {
    name: "people.membershipChanged",
    payload: z.object({ associationId: id, memberId: id, member: z.boolean() }),
  },
  roleGranted: {
    name: "people.roleGranted",
    payload: z.object({ personId: id, organisationId: id, role }),
  },
} as const;

export const refusals = {
  "people.no-such-person": {
    status: 404,
    zh: "没有找到这位人员，或者不在您可管理的范围内。",
    en: "No such person, or outside what you may manage.",
  },
  "people.role-not-here": {
    status: 422,
    zh: "“{organisation}”不能设这个角色，请换一个角色或机构。",
    en: "This role does not exist at {organisation}. Choose another role or organisation.",
  },
  "people.may-not-grant": {
    status: 403,
    zh: "您不能在“{organisation}”授予这个角色。请联系该单位负责人或联合会管理员。",
    en: "You may not grant this role at {organisation}. Ask its owner or the administrator.",
  },
  "people.owned": {
    status: 403,
    zh: "“{organisation}”已有负责人，由其负责人自行增减人员；如负责人失联，请联系联合会管理员核实办理。",
    en: "{organisation} has an owner, who names its persons. If the owner cannot be reached, ask the federation's administrator.",
  },
  "people.role-held": {
    status: 409,
    zh: "{name}已经有这个角色，不用重复授予。",
    en: "{name} holds this role already.",
  },
  "people.last-one": {
    status: 409,
    zh: "这是最后一位{role}，收回后就没有人能管理了。请先授予另一位，再收回。",
    en: "This is the last {role}; nobody could manage afterwards. Grant it to somebody else first.",
  },
  "people.delegation-ends-badly": {
    status: 422,
    zh: "代办的结束时间要晚于现在，最长 {days} 天。",
    en: "A delegation must end after now and within {days} days.",
  },
  "people.delegation-not-yours": {
    status: 422,
    zh: "只能把自己的工作请同事代办，代办来的工作不能再转交。",
    en: "Only your own work can be handed over, and not work handed to you.",
  },
  "people.not-a-member": {
    status: 422,
    zh: "“{organisation}”现在不是本协会会员，请先添加会员。",
    en: "{organisation} is not a member at present. Add it first.",
  },
  "people.already-member": {
    status: 409,
    zh: "“{organisation}”已经是会员。",
    en: "{organisation} is a member already.",
  },
  "people.unknown-code": {
    status: 404,
    zh: "名录里没有统一社会信用代码 {code}，请核对，或先在企业名录中登记。",
    en: "No enterprise with credit code {code}. Check it or register the enterprise first.",
  },
  "people.wrong-code": {
    status: 422,
    zh: "统一社会信用代码有误：{reason}",
    en: "The credit code is wrong: {reasonEn}",
  },
  "people.code-taken": {
    status: 409,
    zh: "统一社会信用代码 {code} 已登记为“{organisation}”。",
    en: "Credit code {code} is registered already as {organisation}.",
  },
  "people.consent-is-the-owners": {
    status: 403,
    zh: "数据授权只能由企业负责人决定，协会和填报员都不能代办。",
    en: "Only the owner of the enterprise decides on consent.",
  },
  "people.contact-unreadable": {
    status: 422,
    zh: "“{contact}”既不是邮箱，也不是 11 位手机号；可以留空，由对方自己填写。",
    en: "{contact} is neither an e-mail nor an 11-digit mobile number. Leave it empty to let them fill it in.",
  },
  "people.invitation-spent": {
    status: 410,
    zh: "这个邀请链接已用过、作废或过期，请向邀请人要一个新的。",
    en: "This invitation was used, revoked or has expired. Ask for a new one.",
  },
  "people.sign-in-to-accept": {
    status: 409,
    zh: "这个邮箱或手机号已有账号。请先登录，再打开这个链接接受邀请。",
    en: "There is an account with this e-mail or phone. Sign in first, then open this link again.",
  },
  "people.invitation-incomplete": {
    status: 422,
    zh: "请填写登录用的邮箱或手机号，并设置密码。",
    en: "Enter an e-mail or phone to sign in with, and set a password.",
  },
  "people.claim-decided": {
    status: 409,
    zh: "这份认领申请已经处理过，结果没有改变。",
    en: "This claim was decided before; nothing changed.",
  },
  "people.claim-needs-reason": {
    status: 422,
    zh: "不通过时请写明原因，申请人会看到。",
    en: "Give a reason when rejecting; the claimant will see it.",
  },
  "people.no-such-claim": {
    status: 404,
    zh: "没有找到这份认领申请，请检查回执链接是否完整。",
    en: "No such claim. Check that the receipt link is complete.",
  },
  "people.no-federation": {
    status: 409,
    zh: "平台还没有完成首次设置，请稍后再来。",
    en: "The platform is not set up yet. Come back later.",
  },
} as const;
