// A plan begun: from a starter plan, from nothing, and for an enterprise with its reviewer.
import { useState } from "react";
import {
  createPlan,
  listReviewers,
  listTemplates,
  type Scenario,
  scenarios,
} from "../../modules/plans/contract.ts";
import { useGo } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Segmented, SelectField, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { useSay } from "./names.tsx";

export function NewPlan() {
  const say = useSay();
  const go = useGo();
  const format = useFormat();
  const [language, setLanguage] = useState(format.language);
  const templates = useCall(listTemplates, { language }, { keep: true });
  const reviewers = useCall(listReviewers, {});
  const act = useAct(createPlan);
  const [code, setCode] = useState<string | null>(null);
  const [title, setTitle] = useState("");
  const [typed, setTyped] = useState(false);
  const [scenario, setScenario] = useState<Scenario>("other");
  const [reviewer, setReviewer] = useState("");
  const list = templates.data?.templates ?? [];
  const chosen = list.find((one) => one.code === code);
  const choices = reviewers.data?.reviewers ?? [];
  const reviewerId = reviewer || (choices.length === 1 ? choices[0]!.id : "");
  const shownTitle = typed ? title : (chosen?.title ?? title);
  if (templates.problem) return <PageProblem problem={templates.problem} again={templates.again} />;
  if (!templates.data)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  return (
    <FormPage
      title={say("newPlan")}
      back={{ to: "/plans", label: say("plans") }}
      lead={say("templateHint")}
      buttons={
        <Button
          tone="primary"
          busy={act.running}
          disabled={!shownTitle.trim() || !reviewerId}
          onClick={async () => {
            const made = await act.attempt({
              ...{
                title: shownTitle,
                scenario: chosen?.scenario ?? scenario,
                template: code,
                reviewerId,
                language,
              },
            });
            if (made) go(`/plans/${made.id}/edit`);
          }}
        >
          {say("begin")}
        </Button>
      }
    >
      <ProblemNotice problem={act.problem} labels={{ title: say("newTitle") }} />
      <Card
        title={say("chooseTemplate")}
        actions={
          <Segmented
            label={say("language")}
            value={language}
            options={[
              { value: "zh", label: "中文" },
              { value: "en", label: "English" },
            ]}
            onChange={setLanguage}
          />
        }
      >
        <div className="starters" role="radiogroup" aria-label={say("chooseTemplate")}>
          {[...list, null].map((one) => (
            <label key={one?.code ?? "blank"} className="starter" data-on={code === (one?.code ?? null)}>
              <input
                type="radio"
                name="starter"
                checked={code === (one?.code ?? null)}
                onChange={() => setCode(one?.code ?? null)}
              />
              <span>
                <strong>{one?.title ?? say("fromBlank")}</strong>
                {one ? <span className="muted"> {say("stepCount", { count: one.steps })}</span> : null}
                {one ? <span className="what">{one.purpose}</span> : null}
              </span>
            </label>
          ))}
        </div>
      </Card>
      <Card>
        <div className="plan-form">
          <TextField
            label={say("newTitle")}
            name="title"
            needed
            maxLength={100}
            value={shownTitle}
            onChange={(event) => {
              setTyped(true);
              setTitle(event.target.value);
            }}
          />
          {chosen ? null : (
            <SelectField
              label={say("scenario")}
              options={scenarios.map((one) => ({ value: one, label: say(`scenario_${one}`) }))}
              value={scenario}
              onChange={(event) => setScenario(event.target.value as Scenario)}
            />
          )}
          <SelectField
            label={say("whoReviews")}
            hint={say("reviewerHint")}
            placeholder={choices.length === 1 ? undefined : ""}
            options={choices.map((one) => ({ value: one.id, label: one.name }))}
            value={reviewerId}
            onChange={(event) => setReviewer(event.target.value)}
          />
        </div>
      </Card>
    </FormPage>
  );
}
