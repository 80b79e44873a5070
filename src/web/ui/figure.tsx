// A figure that can be opened: value and unit, how sure it is, and where it comes from.
import type { ReactNode } from "react";
import { Link } from "../lib/place.tsx";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Facts } from "./frame.tsx";
import { Popover } from "./popover.tsx";
import { DemoTag } from "./state-tag.tsx";
import { words } from "./words.ts";

export type FigureSource = {
  /** Rows it was made of, e.g. "38 家企业的已审核报表". */
  rows?: ReactNode;
  formula?: ReactNode;
  /** e.g. "38 / 45 家，样本产值占 91%". */
  coverage?: ReactNode;
  vintage?: ReactNode;
  /** Where the rows open. */
  to?: string;
  demo?: boolean;
};

export function Figure({
  value,
  unit,
  digits,
  signed,
  scaled,
  look,
  source,
}: {
  value: string | number | null | undefined;
  unit?: string;
  digits?: number;
  signed?: boolean;
  /** false: never moved to 万 or 亿. */
  scaled?: boolean;
  look?: "provisional" | "estimated" | "suppressed" | undefined;
  source?: FigureSource;
}) {
  const format = useFormat();
  const say = useWords(words);
  const parts = format.figureParts(value, {
    ...(unit === undefined ? {} : { unit }),
    ...(digits === undefined ? {} : { digits }),
    ...(signed === undefined ? {} : { signed }),
    ...(scaled === false ? { scaled: false } : {}),
  });
  const text = look === "suppressed" ? "＊" : parts.text;
  const inside = (
    <>
      <span className="value">{text}</span>
      {text === "—" || text === "＊" || !parts.unit ? null : <span className="unit">{parts.unit}</span>}
    </>
  );
  const title = look ? say(look) : undefined;
  if (!source) {
    return (
      <span className="figure" data-look={look} title={title}>
        {inside}
      </span>
    );
  }
  return (
    <Popover
      className="figure"
      button={<span data-look={look}>{inside}</span>}
      {...(title ? { label: `${text} ${title}` } : {})}
    >
      <div className="source">
        <h3>
          {say("source")} {source.demo ? <DemoTag /> : null}
        </h3>
        {title ? <p>{title}</p> : null}
        <Facts
          facts={(
            [
              [say("source"), source.rows],
              [say("coverage"), source.coverage],
              [say("formula"), source.formula],
              [say("vintage"), source.vintage],
            ] as const
          ).filter(([, fact]) => fact !== undefined)}
        />
        {source.to ? <Link to={source.to}>{say("openRows")}</Link> : null}
      </div>
    </Popover>
  );
}

export function FigureLegend() {
  const say = useWords(words);
  const parts = ["provisionalShort", "suppressedShort", "unknownShort"] as const;
  return (
    <p className="muted">
      {say("legend")}
      {parts.map((part) => say(part)).join("　")}
    </p>
  );
}
