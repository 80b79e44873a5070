// The questionnaire as whoever has the link sees it: no sign-in, made for a phone, nothing kept of who answers.
import { type ReactNode, useState } from "react";
import { answerPublic, type Question, readPublic } from "../../modules/research/questionnaires/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useParam, useQueryString } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { TextArea, TextField } from "../ui/field.tsx";
import { useTitle } from "../ui/frame.tsx";
import "../ui/frame.css";
import { Notice, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { DemoTag } from "../ui/state-tag.tsx";
import "./research.css";

type Given = string | readonly string[];

export function PublicQuestionnaire() {
  const say = useWords(words);
  const format = useFormat();
  const link = useParam("link");
  const [query] = useQueryString();
  const ticket = typeof query.t === "string" ? query.t : "";
  const { data, problem } = useCall(readPublic, { link });
  const act = useAct(answerPublic, { touches: [] });
  const [answers, setAnswers] = useState<Readonly<Record<string, Given>>>({});
  const [sent, setSent] = useState(false);
  useTitle(data?.title ?? say("publicTop"));
  if (problem)
    return (
      <Frame>
        <ProblemNotice problem={problem} />
      </Frame>
    );
  if (!data)
    return (
      <Frame>
        <Skeleton lines={6} />
      </Frame>
    );
  if (sent)
    return (
      <Frame>
        <h1>{say("thanks")}</h1>
        <p>{say("thanksText")}</p>
      </Frame>
    );
  if (data.needsTicket && !ticket)
    return (
      <Frame>
        <h1>{data.title}</h1>
        <Notice tone="yellow">{say("publicTicket")}</Notice>
      </Frame>
    );
  return (
    <Frame>
      <header>
        <span className="muted">{say("publicBy", { owner: data.owner })}</span>
        <h1>
          {data.title} {data.demo ? <DemoTag /> : null}
        </h1>
        {data.intro ? <p className="prose">{data.intro}</p> : null}
        <Notice tone="green">{say("publicPromise")}</Notice>
        {data.endsOn ? (
          <p className="muted">{say("publicUntil", { date: format.day(data.endsOn) })}</p>
        ) : null}
      </header>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          const filled = Object.fromEntries(
            Object.entries(answers).map(([id, given]) => [
              id,
              typeof given === "string" ? given : [...given],
            ]),
          );
          const done = await act.attempt({ link, ...(ticket ? { ticket } : {}), answers: filled });
          if (done) setSent(true);
        }}
      >
        <ProblemNotice
          problem={act.problem}
          labels={Object.fromEntries(data.questions.map((one) => [`answers.${one.id}`, one.label]))}
        />
        {data.questions.map((question, i) => (
          <Ask
            key={question.id}
            no={i + 1}
            question={question}
            given={answers[question.id] ?? ""}
            wrong={wrongOf(act.problem, `answers.${question.id}`)}
            onGive={(given) => setAnswers((before) => ({ ...before, [question.id]: given }))}
          />
        ))}
        <Button tone="primary" type="submit" busy={act.running}>
          {say("submitAnswers")}
        </Button>
      </form>
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const say = useWords(words);
  return (
    <main className="public-questionnaire">
      <span className="brand">{say("publicTop")}</span>
      {children}
    </main>
  );
}

function Ask({
  no,
  question,
  given,
  wrong,
  onGive,
}: {
  no: number;
  question: Question;
  given: Given;
  wrong: string | undefined;
  onGive: (given: Given) => void;
}) {
  const say = useWords(words);
  const label = `${no}. ${question.label}${question.required ? "" : `（${say("optional")}）`}`;
  const common = {
    label,
    wrong,
    name: `answers.${question.id}`,
    ...(question.required ? { needed: true } : {}),
  };
  if (question.kind === "text")
    return (
      <TextArea
        {...common}
        rows={3}
        maxLength={2000}
        value={String(given)}
        onChange={(event) => onGive(event.target.value)}
      />
    );
  if (question.kind === "number")
    return (
      <TextField
        {...common}
        {...(question.unit ? { unit: question.unit } : {})}
        inputMode="decimal"
        maxLength={20}
        value={String(given)}
        onChange={(event) => onGive(event.target.value)}
      />
    );
  const chosen = typeof given === "string" ? (given ? [given] : []) : given;
  const several = question.kind === "choices";
  return (
    <fieldset className="ask" id={`field-answers.${question.id}`} aria-invalid={wrong ? true : undefined}>
      <legend>{label}</legend>
      {question.options.map((option) => (
        <label key={option}>
          <input
            type={several ? "checkbox" : "radio"}
            name={question.id}
            checked={chosen.includes(option)}
            onChange={(event) => {
              if (!several) return onGive(option);
              const others = chosen.filter((one) => one !== option);
              onGive(event.target.checked ? [...others, option] : others);
            }}
          />
          <span>{option}</span>
        </label>
      ))}
      {wrong ? (
        <span className="wrong" role="alert">
          {wrong}
        </span>
      ) : null}
    </fieldset>
  );
}
