// Disclosure control of what people write: a figure in a published text must be one that this warning may show.

/** A number with a unit that measures an industry; days, dates, clock times, telephone numbers and ordinals are no figures. */
const MEASURED =
  /(-?\d[\d,，]*(?:\.\d+)?)\s*(个百分点|百分点|%|％|‰|亿元|万元|千元|元|亿|万千瓦时|千瓦时|万吨|吨|万人|人|家|户|万|percent|points?\b|per cent|yuan|jobs|enterprises|monitored enterprises|million|billion|tons?\b|employees)/gi;
/** Chinese numerals say figures too: 三成, 百分之四十五, 五亿元, 两家. */
const SPELT =
  /(百分之[〇零一二两三四五六七八九十百点]+|[〇零一二两三四五六七八九十百千万亿点几]+(?:成|倍|亿元|万元|千元|元|吨|人|家|户|个百分点))/g;
/** Said without measuring anything. */
const IDLE = new Set(["一家", "一家家", "百家", "人人", "千家", "万家", "一人", "几家"]);

const plain = (text: string): string => String(Number(text.replace(/[,，]/g, "")));

/** Figures as they stand in a text, e.g. "12.5%". */
export function figuresIn(written: string): { said: string; value: string | null }[] {
  // Full-width digits are digits.
  const text = written.normalize("NFKC");
  const digits = [...text.matchAll(MEASURED)].map((match) => ({ said: match[0], value: plain(match[1]!) }));
  const spelt = [...text.matchAll(SPELT)].map((match) => match[0]).filter((said) => !IDLE.has(said));
  return [...digits, ...spelt.map((said) => ({ said, value: null }))];
}

/**
 * The first figure that is not among those allowed; null when there is none. Numerals in words are never allowed: they
 * cannot be compared.
 * @param allowed numbers as text, in any writing of the same value
 */
export function strayFigure(texts: readonly string[], allowed: readonly string[]): string | null {
  const known = new Set(allowed.map((value) => plain(value.replace("-", ""))));
  for (const text of texts) {
    for (const { said, value } of figuresIn(text)) {
      if (value === null || !known.has(plain(value.replace("-", "")))) return said;
    }
  }
  return null;
}
