// What warnings bring to a desk: those whose next step is one's own, the late ones of those being handled.
import type { Ctx } from "../../../platform/ctx.ts";
import type { Decision } from "../../../platform/desk/contract.ts";
import type { Desk } from "../../../platform/desk/order.ts";
import type { WarningRow } from "../contract.ts";
import { sayList, sayWhy } from "../say.ts";
import { countByStage, openWarningRows } from "../store/warnings.ts";
import { severityNames } from "../warning.ts";
import { rowOf } from "./read.ts";

const waitsForJudgement = ({ stage }: WarningRow): boolean =>
  stage === "signalled" || stage === "verified" || stage === "assessed";

export async function desk(ctx: Ctx): Promise<Desk> {
  if (!ctx.who.may.has("warnings.work")) return { decisions: [], total: 0 };
  const open = (await openWarningRows(ctx)).map((row) => rowOf(ctx, row));
  // What is published and being handled is no decision of today unless its term has passed.
  const mine = open.filter((one) => one.mine && (waitsForJudgement(one) || one.late));
  const decisions = mine.map(
    (one): Decision => ({
      key: `warnings.warning:${one.id}`,
      title: one.title,
      tag: { zh: `${severityNames[one.severity].zh}预警`, en: `Warning (${severityNames[one.severity].en})` },
      why: sayWhy(one.stage),
      severity: one.severity,
      due: one.dueAt,
      since: one.stageAt,
      to: `/warnings/${one.id}`,
      // A warning is never moved without its evidence in sight.
      act: null,
    }),
  );
  const counts = await countByStage(ctx);
  const grave = open.some(({ severity }) => severity === "red");
  return {
    sentence: { ...sayList(counts), order: 10, tone: grave ? "red" : "plain", to: "/warnings" },
    decisions,
    total: decisions.length,
  };
}
