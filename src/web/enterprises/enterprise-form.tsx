// Registering and editing: the code is checked while it is typed, and what is typed is kept until it is sent.
import { type FormEvent, useEffect } from "react";
import { checkCreditCode } from "../../engines/identity/index.ts";
import {
  type Details,
  editEnterprise,
  type Page,
  readEnterprise,
  registerEnterpriseCall,
} from "../../modules/enterprises/contract.ts";
import { words } from "../../modules/enterprises/words.ts";
import type { CallProblem } from "../lib/call.ts";
import { type Draft, useDraft } from "../lib/drafts.ts";
import { useGo, useParam } from "../lib/place.tsx";
import { useMay, useMe } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { useNames } from "./names.tsx";
import "./enterprises.css";

type Typed = Record<Exclude<keyof Details, "aliases">, string> & { aliases: string };

const blank: Typed = {
  creditCode: "",
  codeOverrideReason: "",
  name: "",
  shortName: "",
  aliases: "",
  industryCode: "",
  regionCode: "",
  registrationType: "",
  establishedOn: "",
  address: "",
};

export function NewEnterprise() {
  const say = useWords(words);
  const go = useGo();
  const me = useMe();
  const draft = useDraft<Typed>(`${me.person.id}.enterprise.new`, blank);
  const act = useAct(registerEnterpriseCall);
  const send = async () => {
    const made = await act.attempt(detailsOf(draft.value));
    if (!made) return;
    draft.settle(blank);
    go(`/enterprises/${made.id}`);
  };
  return (
    <FormPage
      title={say("newTitle")}
      lead={say("newLead")}
      back={{ to: "/enterprises", label: say("back") }}
      saveState={draft.keptAt ? say("kept") : null}
      buttons={
        <>
          <LinkButton to="/enterprises">{say("cancel")}</LinkButton>
          <Button tone="primary" busy={act.running} onClick={send}>
            {say("doRegister")}
          </Button>
        </>
      }
    >
      <Restored draft={draft} initial={blank} />
      <Form draft={draft} problem={act.problem} identity send={send} />
    </FormPage>
  );
}

export function EditEnterprise() {
  const id = useParam("id");
  const { data, problem, again } = useCall(readEnterprise, { id });
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data) {
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  }
  return <Edit key={id} page={data} />;
}

function Edit({ page }: { page: Page }) {
  const say = useWords(words);
  const go = useGo();
  const me = useMe();
  const may = useMay();
  const initial = typedOf(page);
  const draft = useDraft<Typed>(`${me.person.id}.enterprise.${page.id}`, initial);
  const act = useAct(editEnterprise);
  const home = may("enterprises.browse") ? `/enterprises/${page.id}` : "/my-enterprise";
  const changed = act.problem?.code === "record.changed";
  const send = async () => {
    const wished = detailsOf(draft.value);
    const known = detailsOf(initial);
    const patch = Object.fromEntries(
      Object.entries(wished).filter(
        ([field, value]) => JSON.stringify(value) !== JSON.stringify(known[field as keyof Details]),
      ),
    );
    const saved = await act.attempt({ id: page.id, revision: page.revision, ...patch });
    if (!saved) return;
    draft.settle();
    toast(say("saved"));
    go(home);
  };
  return (
    <FormPage
      title={say("editTitle")}
      lead={page.name}
      back={{ to: home, label: page.name }}
      saveState={draft.keptAt ? say("kept") : null}
      buttons={
        <>
          <LinkButton to={home}>{say("cancel")}</LinkButton>
          <Button tone="primary" busy={act.running} onClick={send}>
            {say("doSave")}
          </Button>
        </>
      }
    >
      <Restored draft={draft} initial={initial} />
      {changed ? <Notice tone="yellow" live title={say("changedMeanwhile")} /> : null}
      <Form draft={draft} problem={changed ? null : act.problem} identity={page.may.identity} send={send} />
    </FormPage>
  );
}

function Restored({ draft, initial }: { draft: Draft<Typed>; initial: Typed }) {
  const say = useWords(words);
  if (!draft.restored) return null;
  return (
    <Notice
      title={say("restored")}
      action={
        <Button small onClick={() => draft.settle(initial)}>
          {say("discard")}
        </Button>
      }
    />
  );
}

function Form({
  draft,
  problem,
  identity,
  send,
}: {
  draft: Draft<Typed>;
  problem: CallProblem | null;
  identity: boolean;
  send: () => void;
}) {
  const say = useWords(words);
  const names = useNames();
  const typed = draft.value;
  const set = (name: keyof Typed, value: string) => draft.set({ ...typed, [name]: value });
  const field = (name: keyof Typed) => ({
    name,
    value: typed[name],
    wrong: wrongOf(problem, name),
    onInput: (event: FormEvent<HTMLInputElement>) => set(name, event.currentTarget.value),
  });
  const labels = Object.fromEntries((Object.keys(blank) as (keyof Typed)[]).map((f) => [f, say(`f_${f}`)]));
  useEffect(() => {
    if (problem) window.scrollTo({ top: 0 });
  }, [problem]);
  const region = names.regionOf(typed.regionCode || null);
  const industry = names.industryOf(typed.industryCode || null);
  return (
    <form
      className="stack enterprise-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ProblemNotice problem={problem} labels={labels} />
      <Card title={say("identity")}>
        <div className="stack">
          {identity ? (
            <CodeField draft={draft} problem={problem} />
          ) : (
            <Notice tone="blue" title={say("identityKept")} />
          )}
          <TextField label={say("f_name")} needed disabled={!identity} maxLength={100} {...field("name")} />
          <TextField
            label={say("industry")}
            list="industry-codes"
            disabled={!identity}
            hint={
              !typed.industryCode
                ? say("industryHint")
                : industry
                  ? names.industry(typed.industryCode)
                  : say("industryUnknown")
            }
            {...field("industryCode")}
          />
          <datalist id="industry-codes">
            {(names.data?.industries ?? []).map((one) => (
              <option key={one.code} value={one.code}>
                {names.industry(one.code)}
              </option>
            ))}
          </datalist>
        </div>
      </Card>
      <Card title={say("about")}>
        <div className="stack">
          <div className="form-grid">
            <TextField label={say("shortName")} maxLength={40} {...field("shortName")} />
            <TextField label={say("aliases")} hint={say("aliasesHint")} {...field("aliases")} />
            <TextField
              label={say("region")}
              inputMode="numeric"
              maxLength={6}
              hint={typed.regionCode && region ? names.region(typed.regionCode) : say("regionHint")}
              {...field("regionCode")}
            />
            <SelectField
              label={say("registrationType")}
              name="registrationType"
              placeholder={say("choose")}
              options={names.options(names.data?.registrationTypes)}
              value={typed.registrationType}
              wrong={wrongOf(problem, "registrationType")}
              onChange={(event) => set("registrationType", event.target.value)}
            />
            <TextField label={say("establishedOn")} type="date" {...field("establishedOn")} />
          </div>
          <TextField label={say("address")} maxLength={200} {...field("address")} />
        </div>
      </Card>
      <button type="submit" hidden />
    </form>
  );
}

/** Says at once what is wrong with the code; asks for a reason only where one can help. */
function CodeField({ draft, problem }: { draft: Draft<Typed>; problem: CallProblem | null }) {
  const say = useWords(words);
  const { language } = useFormat();
  const typed = draft.value;
  const checked = typed.creditCode.trim() ? checkCreditCode(typed.creditCode) : null;
  const complete = checked !== null && checked.normalized.length >= 18;
  const excusable = complete && !checked.ok && checked.acceptable;
  const sentence = complete ? checked.problems.map((p) => p[language]).join("；") : "";
  const refused = problem?.code.startsWith("enterprises.code-") ? problem.detail : undefined;
  return (
    <>
      <TextField
        label={say("creditCode")}
        name="creditCode"
        needed
        autoComplete="off"
        maxLength={40}
        value={typed.creditCode}
        wrong={wrongOf(problem, "creditCode") ?? refused ?? (sentence || undefined)}
        hint={checked?.ok ? say("codeFits") : undefined}
        onInput={(event) => draft.set({ ...typed, creditCode: event.currentTarget.value })}
      />
      {checked?.suggestion ? (
        <p className="muted">
          {say("codeSuggestion", { code: checked.suggestion })}{" "}
          <Button small onClick={() => draft.set({ ...typed, creditCode: checked.suggestion! })}>
            {say("useIt")}
          </Button>
        </p>
      ) : null}
      {excusable ? (
        <TextField
          label={say("codeReason")}
          name="codeOverrideReason"
          needed
          maxLength={200}
          hint={say("codeReasonHint")}
          value={typed.codeOverrideReason}
          wrong={wrongOf(problem, "codeOverrideReason")}
          onInput={(event) => draft.set({ ...typed, codeOverrideReason: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

function typedOf(page: Page): Typed {
  const aliases = page.names.filter((n) => n.kind === "alias").map((n) => n.name);
  const own = Object.fromEntries(
    (Object.keys(blank) as (keyof Typed)[]).map((name) => [
      name,
      (page as Record<string, unknown>)[name] ?? "",
    ]),
  ) as Typed;
  return { ...own, aliases: aliases.join("、") };
}

function detailsOf(typed: Typed): Details {
  const text = (value: string): string | null => value.trim() || null;
  return {
    creditCode: text(typed.creditCode),
    codeOverrideReason: text(typed.codeOverrideReason),
    name: typed.name.trim(),
    shortName: text(typed.shortName),
    aliases: typed.aliases
      .split(/[、;；,，]/)
      .map((alias) => alias.trim())
      .filter(Boolean),
    industryCode: text(typed.industryCode),
    regionCode: text(typed.regionCode),
    registrationType: text(typed.registrationType),
    establishedOn: text(typed.establishedOn),
    address: text(typed.address),
  };
}
