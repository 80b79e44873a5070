// Above and below a table: search, filters, tools; the range shown and the way to the next page.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKeys } from "../lib/keys.ts";
import type { List } from "../lib/list.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "./button.tsx";
import type { Option } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { words } from "./words.ts";

export type TableFilter = {
  /** Name in the address and in the endpoint's input. */
  name: string;
  label: string;
  options: readonly Option[];
};

// biome-ignore lint/suspicious/noExplicitAny: the bar does not look into the rows
type AnyList = List<any>;

export function TableBar({
  list,
  filters,
  searchable,
  tools,
}: {
  list: AnyList | undefined;
  filters: readonly TableFilter[];
  searchable: boolean;
  tools?: ReactNode;
}) {
  const say = useWords(words);
  if (!list) return tools ? <div className="tbl-bar">{tools}</div> : null;
  const used = filters.filter((filter) => list.filters[filter.name] !== undefined);
  if (!searchable && filters.length === 0 && !tools) return null;
  return (
    <div className="tbl-bar">
      {searchable ? <Search list={list} /> : null}
      {filters.map((filter) => (
        <select
          key={filter.name}
          className="input small filter"
          aria-label={filter.label}
          value={String(list.filters[filter.name] ?? "")}
          onChange={(event) => list.set({ [filter.name]: event.target.value })}
        >
          <option value="">{say("all", { label: filter.label })}</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ))}
      {used.length || list.q ? (
        <Button
          small
          tone="quiet"
          onClick={() => list.set({ q: "", ...Object.fromEntries(used.map((filter) => [filter.name, ""])) })}
        >
          {say("clear")}
        </Button>
      ) : null}
      <span className="grow" />
      {tools}
    </div>
  );
}

function Search({ list }: { list: AnyList }) {
  const say = useWords(words);
  const [text, setText] = useState(list.q);
  const input = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  useKeys({ "/": () => input.current?.focus() });
  useEffect(() => {
    if (document.activeElement !== input.current) setText(list.q);
  }, [list.q]);
  useEffect(() => {
    if (text === list.q || composing.current) return;
    const wait = setTimeout(() => list.set({ q: text }), 250);
    return () => clearTimeout(wait);
  }, [text, list]);
  return (
    <span className="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        className="input small"
        placeholder={say("searchHint")}
        aria-label={say("search")}
        value={text}
        // Pinyin being typed is not yet a word.
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setText(event.currentTarget.value);
          list.set({ q: event.currentTarget.value });
        }}
        onChange={(event) => setText(event.target.value)}
      />
    </span>
  );
}

export function Pager({ list, footer }: { list: AnyList; footer?: ReactNode }) {
  const say = useWords(words);
  const last = Math.min(list.total, list.offset + list.rows.length);
  const turn = (offset: number) => {
    list.set({ offset: offset > 0 ? String(offset) : "" });
    document.getElementById("main")?.scrollIntoView();
  };
  return (
    <div className="tbl-foot">
      <span>
        {say("range", { from: list.offset + 1, to: last, total: list.total.toLocaleString("en") })}
        {footer ? <> · {footer}</> : null}
      </span>
      {list.total > list.limit ? (
        <span className="actions pager">
          <Button
            small
            icon="left"
            disabled={list.offset === 0}
            onClick={() => turn(list.offset - list.limit)}
          >
            {say("previous")}
          </Button>
          <Button small disabled={last >= list.total} onClick={() => turn(list.offset + list.limit)}>
            {say("next")}
          </Button>
        </span>
      ) : null}
    </div>
  );
}
