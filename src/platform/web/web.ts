// Serves the built web beside the API: hashed files for ever, the page anew with each answer's nonce, two pages for developers.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Refusals } from "../errors.ts";
import { refuse } from "../errors.ts";
import { languageOf } from "../http/server.ts";
import { apiPage } from "./api-page.ts";
import { errorsPage } from "./errors-page.ts";
import { htmlFor, isPage } from "./page.ts";

export type WebOptions = {
  /** Folder of the built web; left out: dist/web of the checkout. */
  folder?: URL;
  refusals: Refusals;
  /** The API as OpenAPI, for the page that explains it. */
  openapi: unknown;
};

const built = new URL("../../../dist/web/", import.meta.url);

export async function serveWeb(app: FastifyInstance, options: WebOptions): Promise<void> {
  const folder = fileURLToPath(options.folder ?? built);
  const index = `${folder}index.html`;

  app.get("/docs/errors", (request, reply) =>
    sendPage(reply, errorsPage(options.refusals, languageOf(request), nonceOf(reply))),
  );
  app.get("/api/docs", (request, reply) =>
    sendPage(reply, apiPage(options.openapi, languageOf(request), nonceOf(reply))),
  );
  if (!existsSync(index)) {
    app.get("/", (_request, reply) =>
      reply
        .code(503)
        .type("text/plain; charset=utf-8")
        .send(
          "网页尚未生成，请执行 npm run build 后重新启动。\nThe web is not built yet: npm run build, then start again.\n",
        ),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: "deny",
  });
  app.get("/*", async (request, reply) => {
    const path = decoded(request.url.split(/[?#]/)[0]!);
    // Read anew, so that a build under a running server brings its own file names.
    if (isPage(path)) return sendPage(reply, htmlFor(await readFile(index, "utf8"), nonceOf(reply)));
    if (path === "/index.html") return reply.redirect("/", 308);
    // The name of a file under assets holds the hash of its content: it may be kept for ever.
    const forever = path.startsWith("/assets/");
    return reply
      .header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache")
      .sendFile(path.slice(1));
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return refuse("route.not-found");
  }
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(html);
}

const nonceOf = (reply: FastifyReply): string =>
  (reply as { cspNonce?: { style: string } }).cspNonce?.style ?? "";
