// Everything that can be set from outside, checked at the start; docs/config.md is made from these rows.

import { resolve } from "node:path";
import { z } from "zod";
import { defaultHome } from "../db/embedded/place.ts";
import { DEFAULT_ENTERPRISES, LEAST_ENTERPRISES } from "../demo/size.ts";
import { StartProblem } from "./start-problem.ts";

const checkout = resolve(import.meta.dirname, "../../..");

/** `a, b` as a list; nothing is none. */
const list = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,，]+/).filter(Boolean));

const flag = z.enum(["0", "1", "true", "false"]).transform((v) => v === "1" || v === "true");

/** name → schema and what it does. */
export const settings = {
  PORT: {
    schema: z.coerce.number().int().min(1).max(65535).default(8080),
    zh: "网页端口",
    en: "Port of the web page",
  },
  HOST: {
    schema: z.string().default("127.0.0.1"),
    zh: "监听地址；默认只供本机访问",
    en: "Address to listen on; by default this machine only",
  },
  WENLIAN_HOME: {
    schema: z.string().optional(),
    zh: "数据文件夹：内置数据库、上传文件、密钥；默认为程序目录下的 .wenlian",
    en: "Data folder: embedded database, uploads, keys; by default .wenlian beside the code",
  },
  DATABASE_URL: {
    schema: z.string().startsWith("postgres").optional(),
    zh: "自备 PostgreSQL（15–18）的所有者连接；不填则使用内置数据库",
    en: "Owner connection of a PostgreSQL 15–18 of your own; left out: the embedded one",
  },
  DATABASE_APP_URL: {
    schema: z.string().startsWith("postgres").optional(),
    zh: "服务角色 wenlian_app 的连接；不填则由程序更新其口令",
    en: "Connection of the serving role wenlian_app; left out: its password is renewed at start",
  },
  PUBLIC_URL: {
    schema: z.url().optional(),
    zh: "对外网址，用于邮件链接与来源校验",
    en: "Public address, for links in mail and the origin check",
  },
  SMTP_URL: { schema: z.string().startsWith("smtp").optional(), zh: "发信服务器", en: "Mail server" },
  MAIL_FROM: { schema: z.string().default("稳链 <noreply@localhost>"), zh: "发件人", en: "Sender of mail" },
  OUTGOING_HOSTS: {
    schema: list.transform((hosts) => hosts.map((host) => host.toLowerCase())),
    zh: "允许向外请求的主机（逗号分隔；“.example.com”含其下全部）；不填则任何公网主机",
    en: "Hosts that may be requested (commas; .example.com for all below it); left out: any public host",
  },
  OUTGOING_PORTS: {
    schema: list
      .transform((ports) => (ports.length ? ports.map(Number) : [443]))
      .pipe(z.array(z.number().int().min(1).max(65535))),
    zh: "允许向外请求的端口，默认只有 443",
    en: "Ports that may be requested, by default 443 alone",
  },
  OUTGOING_TEST_RECEIVER: {
    schema: z.coerce
      .number()
      .int()
      .min(1)
      .max(65535)
      .optional()
      .transform((port) => port ?? null)
      .refine((port) => port === null || process.env.NODE_ENV === "test", {
        error: "tests only (NODE_ENV=test)",
      }),
    zh: "仅供测试：本机端口，代收所有对外请求",
    en: "Tests only: a port of this machine that takes every outgoing request",
  },
  TRUST_PROXY: { schema: flag.default(false), zh: "前面有反向代理时设为 1", en: "1 behind a reverse proxy" },
  WENLIAN_DEMO_ENTERPRISES: {
    schema: z.coerce.number().int().min(LEAST_ENTERPRISES).max(1_000_000).default(DEFAULT_ENTERPRISES),
    zh: "首次启动时演示数据的企业数",
    en: "Enterprises in the demo data of a first start",
  },
  LOG_LEVEL: {
    schema: z.enum(["silent", "error", "warn", "info", "debug"]).default("warn"),
    zh: "日志级别",
    en: "Log level",
  },
} as const;

type Settings = { [K in keyof typeof settings]: z.output<(typeof settings)[K]["schema"]> };

export type Config = Settings & { home: string };

/** @throws with one sentence a wrong setting, naming each. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const out: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, { schema }] of Object.entries(settings)) {
    const parsed = schema.safeParse(env[name] === "" ? undefined : env[name]);
    if (parsed.success) out[name] = parsed.data;
    else wrong.push(`${name}=${name.includes("URL") ? "…" : env[name]}: ${parsed.error.issues[0]?.message}`);
  }
  if (wrong.length) {
    const list = wrong.join("; ");
    throw new StartProblem("configuration", `设置有误，请修改后再启动：${list}`, `Wrong settings: ${list}`);
  }
  const config = out as Settings;
  return { ...config, home: config.WENLIAN_HOME ? resolve(config.WENLIAN_HOME) : defaultHome(checkout) };
}
