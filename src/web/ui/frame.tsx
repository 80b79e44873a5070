// The page frames; every page of the product is one of these.
import { type ReactNode, useEffect } from "react";
import { Link } from "../lib/place.tsx";
import { Icon } from "./icon.tsx";

type Head = {
  title: string;
  /** The answer of the page in one sentence. */
  lead?: ReactNode;
  /** Beside the title: state, demo mark. */
  mark?: ReactNode;
  actions?: ReactNode;
  back?: { to: string; label: string };
};

export function PageHead({ title, lead, mark, actions, back }: Head) {
  useTitle(title);
  return (
    <header className="page-head">
      <div className="words">
        {back ? (
          <Link to={back.to} className="back">
            <Icon name="left" />
            {back.label}
          </Link>
        ) : null}
        <div className="title-line">
          <h1>{title}</h1>
          {mark}
        </div>
        {lead ? <p className="lead">{lead}</p> : null}
      </div>
      {actions ? <div className="actions">{actions}</div> : null}
    </header>
  );
}

/** Today: what needs me. Sentences first, then decisions; beside it what happened. */
export function TodayPage({
  title,
  sentences,
  actions,
  children,
  aside,
}: {
  title: string;
  sentences: readonly ReactNode[];
  actions?: ReactNode;
  children: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <div className="page">
      <PageHead title={title} actions={actions} />
      {sentences.length ? (
        <ul className="sentences">
          {sentences.map((sentence, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the sentences keep their places
            <li key={i}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      <Beside main={children} aside={aside} />
    </div>
  );
}

/** List: filter, saved views, bulk, export; its content is a Table in a card. */
export function ListPage({ children, ...head }: Head & { children: ReactNode }) {
  return (
    <div className="page">
      <PageHead {...head} />
      {children}
    </div>
  );
}

/** Record: facts left, thread or timeline right, actions on top. */
export function RecordPage({ children, aside, ...head }: Head & { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="page">
      <PageHead {...head} />
      <Beside main={children} aside={aside} record />
    </div>
  );
}

/** Form: one column, sections, the state of saving always in sight. */
export function FormPage({
  children,
  saveState,
  buttons,
  aside,
  ...head
}: Head & { children: ReactNode; saveState?: ReactNode; buttons?: ReactNode; aside?: ReactNode }) {
  return (
    <div className="page">
      <PageHead {...head} />
      <Beside
        main={
          <>
            {children}
            {buttons ? (
              <div className="form-foot no-print">
                <span className="state" aria-live="polite">
                  {saveState}
                </span>
                <span className="actions">{buttons}</span>
              </div>
            ) : null}
          </>
        }
        aside={aside}
      />
    </div>
  );
}

/** Analysis: the sentence (lead), chart, table, method note. */
export function AnalysisPage({
  filters,
  children,
  method,
  ...head
}: Head & { filters?: ReactNode; children: ReactNode; method?: ReactNode }) {
  return (
    <div className="page">
      <PageHead {...head} />
      {filters ? <div className="actions no-print">{filters}</div> : null}
      {children}
      {method ? <div className="muted method">{method}</div> : null}
    </div>
  );
}

export function Card({
  title,
  actions,
  flush,
  children,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  /** No inner space: for tables and lists of things to do. */
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={flush ? "card flush" : "card"}>
      {title || actions ? (
        <header>
          {title ? <h2>{title}</h2> : <span />}
          {actions ? <div className="actions">{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

export function Facts({ facts }: { facts: readonly (readonly [label: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts keep their places
        <Fact key={i} label={label} value={value} />
      ))}
    </dl>
  );
}

const Fact = ({ label, value }: { label: ReactNode; value: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{value ?? "—"}</dd>
  </>
);

function Beside({ main, aside, record }: { main: ReactNode; aside?: ReactNode; record?: boolean }) {
  if (!aside) return <div className={record ? "stack record-alone" : "stack"}>{main}</div>;
  return (
    <div className={record ? "two record" : "two"}>
      <div className="stack">{main}</div>
      <aside className="stack">{aside}</aside>
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · 稳链` : "稳链";
  }, [title]);
}
