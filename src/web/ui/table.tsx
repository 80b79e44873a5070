// The one table: filters, sort, selection and paging from the address, keys j/k/Enter, two-line items on a phone.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKeys } from "../lib/keys.ts";
import type { List } from "../lib/list.ts";
import { Link, useGo } from "../lib/place.tsx";
import { useWords } from "../lib/words.ts";
import { Button } from "./button.tsx";
import { Empty, Skeleton } from "./empty.tsx";
import { PageProblem } from "./problem-notice.tsx";
import { Pager, TableBar, type TableFilter } from "./table-bar.tsx";
import { words } from "./words.ts";

export type Column<R> = {
  key: string;
  label: ReactNode;
  cell: (row: R) => ReactNode;
  /** The endpoint's name of this sort. */
  sort?: string;
  numeric?: boolean;
  /** On a phone: "badge" stands at the right of the first line, "hide" is left out, "act" gets its own line. */
  phone?: "badge" | "hide" | "act";
  width?: string;
};

export type { TableFilter } from "./table-bar.tsx";

type Props<R> = {
  /** What the table holds, for readers of the screen. */
  caption: string;
  columns: readonly Column<R>[];
  rowKey: (row: R) => string;
  /** Rows from `useList`; or plain `rows`. */
  list?: List<R>;
  rows?: readonly R[];
  /** Where a row opens; its first cell becomes the link. */
  to?: (row: R) => string;
  filters?: readonly TableFilter[];
  searchable?: boolean;
  /** Acts over the picked rows. */
  bulk?: (keys: readonly string[], clear: () => void) => ReactNode;
  /** Beside the filters: export, new. */
  tools?: ReactNode;
  empty: { title: ReactNode; hint?: ReactNode; action?: ReactNode };
  /** Keeps the columns on a phone: for true matrices only. */
  matrix?: boolean;
  footer?: ReactNode;
};

export function Table<R>(props: Props<R>) {
  const { columns, rowKey, list, to, bulk, empty, filters = [] } = props;
  const say = useWords(words);
  const go = useGo();
  const rows = list?.rows ?? props.rows ?? [];
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const page = rows.map(rowKey);
  const clear = () => setPicked(new Set());

  const move = (step: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + step));
    setAt(next);
    body.current?.rows[next]?.scrollIntoView({ block: "nearest" });
  };
  useKeys(
    {
      j: () => move(1),
      k: () => move(-1),
      Enter: () => {
        const row = rows[at];
        if (row && to) go(to(row));
      },
      x: () => {
        const key = page[at];
        if (key && bulk) setPicked(toggled(picked, key));
      },
    },
    rows.length > 0,
  );
  const pageText = page.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows, other place
  useEffect(() => setAt(-1), [pageText]);

  const narrowed = Boolean(
    list && (list.q || filters.some((filter) => list.filters[filter.name] !== undefined)),
  );
  return (
    <section className="card flush">
      {picked.size > 0 && bulk ? (
        <div className="tbl-bar bulk">
          <strong>{say("picked", { count: picked.size })}</strong>
          {bulk([...picked], clear)}
          <Button small tone="quiet" onClick={clear}>
            {say("unpick")}
          </Button>
        </div>
      ) : (
        <TableBar
          list={list}
          filters={filters}
          searchable={props.searchable ?? Boolean(list)}
          tools={props.tools}
        />
      )}
      {list?.problem ? (
        <PageProblem problem={list.problem} again={list.again} />
      ) : list?.loading ? (
        <div style={{ padding: 16 }}>
          <Skeleton lines={8} />
        </div>
      ) : rows.length === 0 ? (
        narrowed ? (
          <Empty icon="search" title={say("emptyFiltered")} hint={say("emptyFilteredHint")} />
        ) : (
          <Empty icon="list" {...empty} />
        )
      ) : (
        <div className="tbl-scroll" tabIndex={props.matrix ? 0 : undefined}>
          <table className={props.matrix ? "tbl" : "tbl folds"} data-refreshing={list?.refreshing}>
            <caption className="visually-hidden">{props.caption}</caption>
            <Heads {...props} page={page} picked={picked} setPicked={setPicked} />
            <tbody ref={body}>
              {rows.map((row, i) => {
                const key = page[i]!;
                return (
                  <Row
                    key={key}
                    row={row}
                    columns={columns}
                    at={i === at}
                    link={to?.(row)}
                    picked={bulk ? picked.has(key) : null}
                    pick={() => setPicked(toggled(picked, key))}
                    open={go}
                  />
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {list && !list.loading && list.total > 0 ? <Pager list={list} footer={props.footer} /> : null}
      {!list && props.footer ? <div className="tbl-foot">{props.footer}</div> : null}
    </section>
  );
}

function Heads<R>({
  columns,
  list,
  bulk,
  page,
  picked,
  setPicked,
}: Props<R> & {
  page: readonly string[];
  picked: ReadonlySet<string>;
  setPicked: (next: ReadonlySet<string>) => void;
}) {
  const say = useWords(words);
  const all = page.length > 0 && page.every((key) => picked.has(key));
  return (
    <thead>
      <tr>
        {bulk ? (
          <th className="pick">
            <input
              type="checkbox"
              aria-label={say("pickAll")}
              checked={all}
              onChange={() => setPicked(all ? new Set() : new Set([...picked, ...page]))}
            />
          </th>
        ) : null}
        {columns.map((column) => {
          const down = list?.sort === `-${column.sort}`;
          const up = list?.sort === column.sort;
          return (
            <th
              key={column.key}
              className={column.numeric ? "num" : undefined}
              aria-sort={column.sort && (up || down) ? (up ? "ascending" : "descending") : undefined}
              style={column.width ? { width: column.width } : undefined}
            >
              {column.sort && list ? (
                <button
                  type="button"
                  onClick={() => list.set({ sort: down ? "" : up ? `-${column.sort}` : column.sort! })}
                >
                  {column.label}
                  <span aria-hidden="true">{up ? "↑" : down ? "↓" : "↕"}</span>
                </button>
              ) : (
                column.label
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Row<R>({
  row,
  columns,
  at,
  link,
  picked,
  pick,
  open,
}: {
  row: R;
  columns: readonly Column<R>[];
  at: boolean;
  link: string | undefined;
  picked: boolean | null;
  pick: () => void;
  open: (path: string) => void;
}) {
  const say = useWords(words);
  return (
    <tr
      className={link ? "opens" : undefined}
      data-at={at}
      aria-selected={picked ?? undefined}
      onClick={(event) => {
        if (!link || (event.target as Element).closest("a,button,input,label,select")) return;
        if (window.getSelection()?.toString()) return;
        open(link);
      }}
    >
      {picked === null ? null : (
        <td className="pick">
          <input type="checkbox" aria-label={say("pickOne")} checked={picked} onChange={pick} />
        </td>
      )}
      {columns.map((column, i) => (
        <td
          key={column.key}
          data-label={typeof column.label === "string" ? column.label : undefined}
          className={cellClass(column, i)}
        >
          {i === 0 && link ? (
            <Link to={link} className="main-link">
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

const cellClass = <R,>(column: Column<R>, i: number): string =>
  [
    i === 0 && "first",
    column.numeric && "num",
    column.phone === "badge" && "badge",
    column.phone === "hide" && "wide-only",
    column.phone === "act" && "act",
  ]
    .filter(Boolean)
    .join(" ");

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
