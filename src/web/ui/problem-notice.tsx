// A refusal where it happened: the server's sentence, the marked fields with links, a way on.
import type { ReactNode } from "react";
import type { CallProblem } from "../lib/call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "./button.tsx";
import { Empty } from "./empty.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { words } from "./words.ts";

export type Tone = "red" | "yellow" | "blue" | "green";

const icons: Record<Tone, IconName> = { red: "warning", yellow: "warning", blue: "info", green: "check" };

export function Notice({
  tone = "blue",
  title,
  children,
  action,
  live,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out when it appears. */
  live?: boolean;
}) {
  return (
    <div className="notice" data-tone={tone} role={live ? "alert" : undefined}>
      <Icon name={icons[tone]} />
      <div>
        {title ? <strong>{title}</strong> : null}
        {children}
      </div>
      {action ? <div className="do">{action}</div> : null}
    </div>
  );
}

/** @param labels field path → its label, for the summary with links (`field-<path>` is the id that Field gives) */
export function ProblemNotice({
  problem,
  labels = {},
  again,
}: {
  problem: CallProblem | null;
  labels?: Readonly<Record<string, string>>;
  again?: () => void;
}) {
  const say = useWords(words);
  if (!problem) return null;
  return (
    <Notice
      tone="red"
      live
      title={problem.detail}
      action={
        again ? (
          <Button small onClick={again}>
            {say("retry")}
          </Button>
        ) : null
      }
    >
      {problem.fields.length ? (
        <ul>
          {problem.fields.map((field) => (
            <li key={`${field.path}${field.message}`}>
              <a href={`#field-${field.path}`} onClick={(event) => focusField(event, field.path)}>
                {labels[field.path] ?? field.path}
              </a>
              ：{field.message}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

/** The page's own state instead of its content: not allowed, not found, broken line. */
export function PageProblem({ problem, again }: { problem: CallProblem; again?: () => void }) {
  const say = useWords(words);
  const refused = problem.status === 403 || problem.status === 404;
  const title = problem.status === 403 ? say("notYours") : problem.title;
  return (
    <Empty
      icon={problem.status === 403 ? "lock" : problem.status === 404 ? "search" : "warning"}
      title={title}
      hint={problem.detail.startsWith(title) ? undefined : problem.detail}
      action={!refused && again ? <Button onClick={again}>{say("retry")}</Button> : null}
    />
  );
}

export const wrongOf = (problem: CallProblem | null, path: string): string | undefined =>
  problem?.fields.find((field) => field.path === path)?.message;

function focusField(event: { preventDefault: () => void }, path: string): void {
  const field = document.getElementById(`field-${path}`);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: "center" });
}
