// The registry of refusals: code, status and the sentence a person reads, in Chinese first.

/** {name} in a sentence is filled from the refusal's params. */
export type RefusalText = { status: number; zh: string; en: string };
export type Refusals = Readonly<Record<string, RefusalText>>;

/** A place in the input and what is wrong there. */
export type FieldProblem = { path: string; zh: string; en: string };

/** What travels to the edge when a wish is refused. Anything else that is thrown is a fault of ours. */
export class Refusal extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fields: readonly FieldProblem[];
  constructor(
    code: string,
    params: Readonly<Record<string, string | number>> = {},
    fields: readonly FieldProblem[] = [],
  ) {
    super(code);
    this.code = code;
    this.params = params;
    this.fields = fields;
  }
}

export function refuse(
  code: string,
  params?: Readonly<Record<string, string | number>>,
  fields?: readonly FieldProblem[],
): never {
  throw new Refusal(code, params, fields);
}

export const platformRefusals = {
  "input.invalid": {
    status: 400,
    zh: "有 {count} 处填写不符合要求，请按标出的位置修改后再提交；已填内容没有丢失。",
    en: "{count} fields need a change. Correct the marked ones and send again; nothing you typed was lost.",
  },
  "input.too-large": {
    status: 413,
    zh: "内容超过 {limit} 的上限，请拆分后再提交。",
    en: "This is larger than the limit of {limit}. Split it and send again.",
  },
  "input.unreadable": {
    status: 400,
    zh: "服务器读不懂这次提交的内容，请刷新页面后再试；草稿仍在。",
    en: "The request could not be read. Reload the page and try again; your draft is kept.",
  },
  "session.needed": {
    status: 401,
    zh: "登录已失效，请重新登录；本页已填内容仍保留在浏览器里。",
    en: "Your session has ended. Sign in again; what you typed is kept in this browser.",
  },
  "access.denied": {
    status: 403,
    zh: "您当前的身份不能做这件事。如需办理，请切换单位或联系本单位管理员。",
    en: "Your current role may not do this. Switch organisation or ask your administrator.",
  },
  "access.key": {
    status: 403,
    zh: "这把接口密钥没有“{permission}”权限，不能做这件事。请在“接口密钥”页面核对，或另建一把。",
    en: "This API key was not given the permission {permission}. Check it on the page of API keys, or make another.",
  },
  "access.origin": {
    status: 403,
    zh: "请求来自别的网站，已拒绝。请从本平台页面操作。",
    en: "The request came from another site and was refused. Use the pages of this platform.",
  },
  "record.not-found": {
    status: 404,
    zh: "没有找到这条记录，或者它不在您可查看的范围内。",
    en: "No such record, or it lies outside what you may see.",
  },
  "route.not-found": {
    status: 404,
    zh: "没有这个地址，请检查链接是否完整。",
    en: "There is nothing at this address. Check that the link is complete.",
  },
  "record.changed": {
    status: 409,
    zh: "这条记录刚被 {name} 修改过。请先查看最新内容，再决定是否覆盖；您填写的内容仍在页面上。",
    en: "{name} has just changed this record. Look at the newest version first; what you typed is still on the page.",
  },
  "rate.limited": {
    status: 429,
    zh: "操作太频繁，请 {seconds} 秒后再试。",
    en: "Too many requests. Try again in {seconds} seconds.",
  },
  "server.fault": {
    status: 500,
    zh: "系统出了故障，已记录（编号 {request}）。请稍后再试；草稿没有丢失。",
    en: "Something went wrong on our side and was recorded ({request}). Try again shortly; drafts are kept.",
  },
  "server.busy": {
    status: 503,
    zh: "系统正忙或正在重启，请稍后再试；草稿没有丢失。",
    en: "The system is busy or restarting. Try again shortly; drafts are kept.",
  },
} as const satisfies Refusals;

export function sentence(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Joins the modules' refusals with the platform's own; a code has one home. */
export function joinRefusals(parts: readonly Refusals[]): Refusals {
  const out: Record<string, RefusalText> = { ...platformRefusals };
  for (const part of parts) {
    for (const [code, text] of Object.entries(part)) {
      if (out[code]) throw new Error(`refusal ${code} is declared twice`);
      out[code] = text;
    }
  }
  return out;
}
