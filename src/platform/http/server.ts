// Turns the modules' rows into a server: session, permission, schema, one scoped transaction, audit, answer.
import { STATUS_CODES } from "node:http";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { z } from "zod";
import type { Who } from "../access/permissions.ts";
import { audit } from "../audit/audit.ts";
import { bearerOf } from "../auth/api-key.ts";
import type { Database } from "../db/database.ts";
import { uuidv7 } from "../db/uuid.ts";
import { Refusal, type Refusals, refuse } from "../errors.ts";
import { edgeOf } from "./edge.ts";
import { problemOf } from "./problem.ts";
import type { Download, Row, Upload } from "./row.ts";

export type ServeOptions = {
  db: Database;
  rows: readonly Row[];
  refusals: Refusals;
  /** Who asks; resolved from the cookie and the organisation acted for. */
  resolveWho: (request: FastifyRequest) => Promise<Who>;
  clock: () => Date;
  /** Secure cookies, HSTS and strict origins are for an https address. */
  publicUrl: URL | null;
  logger: boolean | object;
  rateLimited: boolean;
  trustProxy: boolean;
  /** Hooks that must stand before any route. */
  before?: (app: FastifyInstance) => void;
};

const MB = 1_048_576;

export async function buildServer(options: ServeOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.logger as boolean,
    trustProxy: options.trustProxy,
    bodyLimit: MB,
    genReqId: () => uuidv7(),
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 60_000,
    // An address that is no address fails before any route is asked.
    frameworkErrors: (_error, request, reply) =>
      answerProblem(options, new Refusal("route.not-found"), request, reply as FastifyReply),
  });
  await app.register(cookie);
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"], // element.style of charts and tables; no sheet, no script
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: options.publicUrl?.protocol === "https:" ? [] : null,
      },
    },
    hsts: options.publicUrl?.protocol === "https:",
  });
  await app.register(compress, { threshold: 2048 });
  await app.register(multipart, { limits: { files: 1, fields: 50, fieldSize: 64 * 1024 } });
  if (options.rateLimited) {
    await app.register(rateLimit, {
      max: 600,
      timeWindow: "1 minute",
      // A whole office may open its pages from one address: their files cost next to nothing and are not counted.
      allowList: (request) => request.url.startsWith("/assets/"),
      errorResponseBuilder: (_request, context) =>
        new Refusal("rate.limited", { seconds: Math.max(1, Math.ceil(context.ttl / 1000)) }),
    });
  }

  app.setErrorHandler((error, request, reply) => answerProblem(options, error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    answerProblem(options, new Refusal("route.not-found"), request, reply),
  );
  app.addHook("onRequest", async (request) => refuseForeignOrigin(request, options.publicUrl));

  options.before?.(app);
  for (const row of options.rows) mount(app, row, options);
  return app;
}

/** Writes from another site's page are refused (the cookie is SameSite=Lax besides). */
function refuseForeignOrigin(request: FastifyRequest, publicUrl: URL | null): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  // With a key the cookie counts for nothing, and no page of another site can send this header.
  if (bearerOf(request.headers.authorization)) return;
  const origin = request.headers.origin;
  if (!origin) {
    if (request.headers["sec-fetch-site"] === "cross-site") refuse("access.origin");
    return;
  }
  const allowed = publicUrl?.host ?? request.headers.host;
  if (!URL.canParse(origin) || new URL(origin).host !== allowed) refuse("access.origin");
}

function mount(app: FastifyInstance, row: Row, options: ServeOptions): void {
  const { endpoint } = row;
  const writes = endpoint.method !== "GET";
  const upload = endpoint.kind === "upload";
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: row.options.maxBytes ?? MB,
    ...(row.options.perMinute && options.rateLimited
      ? { config: { rateLimit: { max: row.options.perMinute, timeWindow: "1 minute" } } }
      : {}),
    handler: async (request, reply) => {
      const who = await options.resolveWho(request);
      allow(row, who);
      const file = upload ? await readUpload(request, row.options.maxBytes ?? 20 * MB) : null;
      const input = parseInput(endpoint.input, request, file?.fields);
      const { edge, apply } = edgeOf(request);
      const result = await options.db.within(
        who,
        options.clock(),
        async (ctx) => {
          const answer = await row.handle(ctx, input, file?.upload ?? null);
          if (writes && ctx.audited.count === 0) {
            await audit(ctx, { action: `${endpoint.method} ${endpoint.path}`, subject: "request" });
          }
          return answer;
        },
        request.id,
        edge,
      );
      apply(reply);
      if (endpoint.kind === "download") return sendFile(reply, result as Download);
      // The schema is the last wall: a field it does not name never leaves.
      return reply.header("cache-control", "no-store").send(endpoint.output.parse(result));
    },
  });
}

function allow(row: Row, who: Who): void {
  if (row.may === "public") return;
  if (who.personId === null) refuse("session.needed");
  // What belongs to a person (password, devices, notices) is not for programs.
  if (who.key && !who.may.has(row.may)) refuse("access.key", { permission: row.may });
  if (row.may !== "signed-in" && !who.may.has(row.may)) refuse("access.denied");
}

function parseInput(schema: z.ZodType, request: FastifyRequest, fields?: Record<string, unknown>): unknown {
  const body = isRecord(request.body) ? request.body : {};
  const joined = { ...(request.query as object), ...body, ...fields, ...(request.params as object) };
  const parsed = schema.safeParse(joined, { error: zhIssue });
  if (parsed.success) return parsed.data;
  const english = z.config().localeError;
  const problems = parsed.error.issues.map((issue) => ({
    path: issue.path.join("."),
    zh: issue.message,
    en: String(english?.(issue as never) ?? issue.message),
  }));
  throw new Refusal("input.invalid", { count: problems.length }, problems);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

const zhIssue = z.locales.zhCN().localeError;

async function readUpload(
  request: FastifyRequest,
  maxBytes: number,
): Promise<{ upload: Upload; fields: Record<string, unknown> }> {
  if (!request.isMultipart()) refuse("input.unreadable");
  const part = await request.file({ limits: { fileSize: maxBytes } });
  if (!part) refuse("input.unreadable");
  const bytes = await part.toBuffer();
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(part.fields)) {
    if (field && !Array.isArray(field) && field.type === "field") fields[name] = field.value;
  }
  return { upload: { name: part.filename, bytes }, fields };
}

function sendFile(reply: FastifyReply, file: Download): FastifyReply {
  return reply
    .header("content-type", file.type)
    .header("cache-control", "no-store")
    .header("x-content-type-options", "nosniff")
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .send(file.body);
}

function answerProblem(
  options: ServeOptions,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = problemOf(error, options.refusals, request.id, languageOf(request));
  if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, "fault");
  void reply
    .code(problem.status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .send(JSON.stringify({ ...problem, title: problem.title || STATUS_CODES[problem.status] }));
}

export function languageOf(request: FastifyRequest): "zh" | "en" {
  const chosen = request.headers["x-language"] ?? request.headers["accept-language"];
  return typeof chosen === "string" && /^en\b/i.test(chosen) ? "en" : "zh";
}
