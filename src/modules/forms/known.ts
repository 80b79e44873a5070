// What the house knows and a form need not ask: by the registry, earlier returns, other forms, or the sheet itself (只填一次).
import type { Fault, Field, FormDefinition, Text } from "../../engines/forms/index.ts";
import type { KnownField } from "./contract.ts";

export type From = "registry" | "earlier" | "other-form" | "sheet";
export type KnownAlready = { field: string; from: From } & Text;

/** On every enterprise's card, or with its people. */
const REGISTRY =
  /^(统一社会信用代码|信用代码|(企业|单位|填报单位)(名称|全称|简称)|(所属|国民经济)?行业(代码|名称|类别)?|(所在|所属)?地区|行政区划(代码)?|(注册|详细|经营|单位)?地址|登记注册类型|成立(日期|时间)|(企业|单位)规模|联系人|联系电话|手机号?码?)$/;
/** Another period of something that is asked, or what follows from two of them. */
const EARLIER =
  /上月|上期|上旬末|上年同期|上年同月|去年同期|去年同月|期初|月初|年初|(本年|今年)?累计|(同比|环比)(增速|增长|增长率)?|增速|增长率/;
const NOW = /本月|本期|当月|当期|期末|月末|实际|其中[:：]?/g;

/** @param others single figures of the other forms one may see */
export function knownAlready(form: FormDefinition, others: readonly KnownField[]): KnownAlready[] {
  const fields = form.sections.flatMap((section) => (section.repeat ? [] : section.fields));
  const asked = fields.filter((field) => field.formula === null && field.source === null);
  return asked.flatMap((field): KnownAlready[] => {
    const found =
      byRegistry(field) ?? byEarlier(field, fields) ?? byOthers(field, form, others) ?? bySheet(field, form);
    return found ? [{ field: field.code, ...found }] : [];
  });
}

export const knownFaults = (form: FormDefinition, others: readonly KnownField[]): Fault[] =>
  knownAlready(form, others).map(({ field, zh, en }) => ({
    at: `fields.${field}.source`,
    severity: "warning",
    zh,
    en,
  }));

type Found = Omit<KnownAlready, "field"> | null;

const byRegistry = ({ label, code }: Field): Found =>
  REGISTRY.test(bare(label.zh))
    ? {
        from: "registry",
        zh: `“${label.zh}”在企业名录里已有，不必再问。`,
        en: `${label.en || code} is in the registry already and need not be asked.`,
      }
    : null;

function byEarlier({ label, code }: Field, fields: readonly Field[]): Found {
  const name = bare(label.zh);
  if (!EARLIER.test(name)) return null;
  const rest = plain(name.replace(EARLIER, ""));
  const base = fields.find((one) => one.code !== code && rest !== "" && plain(bare(one.label.zh)) === rest);
  if (!base) return null;
  return {
    from: "earlier",
    zh: `“${label.zh}”可由各期的“${base.label.zh}”得到，不必再问；公式里可写 previous.${base.code}、lastYear.${base.code}。`,
    en: `${label.en || code} follows from the returns of ${base.label.en || base.code} (previous.${base.code}, lastYear.${base.code}) and need not be asked.`,
  };
}

function byOthers(
  { label, unit, type, code }: Field,
  form: FormDefinition,
  others: readonly KnownField[],
): Found {
  const same = others.find(
    (one) =>
      type !== "text" &&
      one.form !== form.code &&
      one.periodicity === form.periodicity &&
      one.unit.zh === unit.zh &&
      plain(bare(one.label.zh)) === plain(bare(label.zh)),
  );
  return (
    (same && {
      from: "other-form",
      zh: `“${label.zh}”在《${same.formTitle.zh}》里已经问过，请把“怎样得到”改为取自该表。`,
      en: `${label.en || code} is asked by ${same.formTitle.en || same.form}: take it from there.`,
    }) ??
    null
  );
}

/** A check that says what the figure must be equal to has computed it. */
function bySheet({ label, code }: Field, form: FormDefinition): Found {
  const check = form.checks.find(({ each, severity, that }) => {
    const [left, right, ...more] = that.split(/(?<![<>!=])=(?!=)/).map((side) => side.trim());
    return !each && severity === "hard" && more.length === 0 && (left === code || right === code);
  });
  return check
    ? {
        from: "sheet",
        zh: `“${label.zh}”由本表算得出（${check.that}），请把“怎样得到”改为公式。`,
        en: `${label.en || code} follows from this sheet (${check.that}): make it a formula.`,
      }
    : null;
}

/** Without what stands in brackets. */
const bare = (label: string): string =>
  label
    .normalize("NFKC")
    .replace(/\([^)]*\)/g, "")
    .trim();
const plain = (label: string): string => label.replace(NOW, "").replace(/[\s的数:、]/g, "");
