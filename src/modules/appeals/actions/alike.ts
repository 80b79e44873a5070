// Which open appeals may report the same trouble as one: for whoever works on it, among what he reads anyway.
import {
  AlikeIndex,
  type Appeal,
  FEATURES,
  type FeatureCode,
  THRESHOLD,
} from "../../../engines/alike/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { reference } from "../../enterprises/index.ts";
import type { AlikeRow } from "../issues/contract.ts";
import { kindForms } from "../kinds/contract.ts";
import { type Written, writtenAround } from "../store/issues.ts";
import { loaded } from "./advance.ts";

const WITHIN = { days: 60, most: 500 };
const SHOWN = 6;
/** From here on the engine itself would put two appeals together. */
const LEAST = 1 / (1 + Math.exp(-THRESHOLD));
const FOR = 3;
const AGAINST = 2;

export async function listAlike(ctx: Ctx, { id }: { id: string }): Promise<{ rows: AlikeRow[] }> {
  const { a } = await loaded(ctx, id);
  if (a.submittedAt === null) return { rows: [] };
  const others = await writtenAround(ctx, { id, submittedAt: a.submittedAt }, WITHIN);
  if (others.length === 0) return { rows: [] };
  const { industries, regions } = await reference(ctx);
  const called = new Map([...industries, ...regions].map(({ code, zh }) => [code, zh]));
  const index = new AlikeIndex();
  for (const one of others) index.add(asWritten(one, called));
  const known = new Map(others.map((one) => [one.id, one]));
  const asked = asWritten({ ...a, submittedAt: a.submittedAt }, called);
  return {
    rows: index.alike(asked, SHOWN, LEAST).map(({ id: found, score, reasons }) => {
      const { number, title, enterprise, regionCode, submittedAt, issueId } = known.get(found)!;
      const said = (against: boolean, most: number) =>
        reasons
          .filter(({ weight }) => weight < 0 === against)
          .slice(0, most)
          .map(({ code }) => ({ ...FEATURES[code as FeatureCode], against }));
      return {
        id: found,
        number,
        title,
        enterprise,
        province: called.get(`${regionCode.slice(0, 2)}0000`) ?? null,
        submittedAt,
        issueId,
        score: Number(score.toFixed(3)),
        reasons: [...said(false, FOR), ...said(true, AGAINST)],
      };
    }),
  };
}

type Told = Pick<
  Written,
  "id" | "title" | "detail" | "answers" | "kind" | "regionCode" | "industryCode" | "submittedAt"
>;

/** As the engine reads it: names instead of codes, and the answers of the short form as part of the text. */
function asWritten(one: Told, called: ReadonlyMap<string, string>): Appeal {
  const { id, title, regionCode, industryCode } = one;
  return {
    id,
    time: one.submittedAt,
    type: kindForms[one.kind].label.zh,
    province: called.get(`${regionCode.slice(0, 2)}0000`) ?? "",
    city: called.get(`${regionCode.slice(0, 4)}00`) ?? "",
    industry: called.get(industryCode.slice(0, 2)) ?? "",
    title,
    text: [one.detail, ...Object.values(one.answers)].join("。"),
  };
}
