// Is it alive, is it ready, how is it doing: /healthz, /readyz, /metrics.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "../db/database.ts";

export type Readiness = { ready: boolean; why: string };

export function telemetry(app: FastifyInstance, db: Database, readiness: () => Readiness): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to answer, by route and status",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  new Gauge({
    name: "database_connections",
    help: "Connections of this process, by state",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      this.set({ state: "idle" }, db.pool.idleCount);
      this.set({ state: "all" }, db.pool.totalCount);
      this.set({ state: "waiting" }, db.pool.waitingCount);
    },
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });

  app.get("/healthz", async () => ({ alive: true }));
  app.get("/readyz", async (_request, reply) => {
    const state = readiness();
    const answers = state.ready && (await databaseAnswers(db));
    return reply
      .code(answers ? 200 : 503)
      .send({ ready: answers, why: answers ? "" : state.why || "database" });
  });
  app.get("/metrics", async (request, reply) => {
    if (!isLocal(request)) return reply.code(404).send();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

async function databaseAnswers(db: Database): Promise<boolean> {
  return db.pool.query("select 1").then(
    () => true,
    () => false,
  );
}

/** Only from this machine itself, and not through a proxy on it. */
const isLocal = (request: FastifyRequest): boolean =>
  /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? "") &&
  !request.headers["x-forwarded-for"];
