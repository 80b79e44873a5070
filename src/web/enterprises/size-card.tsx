// Why the size class is what it is: indicator, value, thresholds, rule and source; and the yearly figures behind it.
import { type FormEvent, useState } from "react";
import { type Page, recordFacts, type SizeEvidence } from "../../modules/enterprises/contract.ts";
import { words } from "../../modules/enterprises/words.ts";
import { shift } from "../lib/format.ts";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Empty } from "../ui/empty.tsx";
import { TextField } from "../ui/field.tsx";
import { Card, Facts } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { SizeTag, Unverified } from "./names.tsx";

type Indicator = "employees" | "revenue" | "assets";

export function SizeCard({ page }: { page: Page }) {
  const say = useWords(words);
  const [recording, setRecording] = useState(false);
  const size = say(`size_${page.sizeClass}`);
  const { evidence } = page;
  const missing = evidence?.missing.map((key) => say(key as Indicator | "industry_code")).join("、") ?? "";
  const lead =
    page.facts === null
      ? say("sizeHidden", { size })
      : page.sizeClass !== "unknown"
        ? say("sizeLead", { size })
        : missing
          ? say("sizeOpen", { missing })
          : say("sizeNone");
  return (
    <>
      <Card
        title={say("sizeTitle")}
        actions={
          page.may.edit ? (
            <Button small icon="plus" onClick={() => setRecording(true)}>
              {say("addYear")}
            </Button>
          ) : null
        }
      >
        <p>{lead}</p>
        {evidence && evidence.steps.length > 0 ? <Evidence evidence={evidence} /> : null}
      </Card>
      {page.facts === null ? null : (
        <Card title={say("yearly")} flush>
          {page.facts.length === 0 ? (
            <Empty icon="chart" title={say("noFacts")} hint={say("noFactsHint")} />
          ) : (
            <YearlyFigures facts={page.facts} />
          )}
        </Card>
      )}
      {recording ? <RecordFacts page={page} close={() => setRecording(false)} /> : null}
    </>
  );
}

function Evidence({ evidence }: { evidence: SizeEvidence }) {
  const say = useWords(words);
  const format = useFormat();
  const shown = (value: string | null, unit: string) =>
    unit === "万元"
      ? format.figure(value === null ? null : shift(value, -4), { unit, digits: 2 })
      : format.figure(value, { unit, scaled: false });
  return (
    <div className="stack evidence">
      <Table
        caption={say("sizeTitle")}
        rows={evidence.steps}
        rowKey={(step) => step.indicator}
        empty={{ title: say("sizeNone") }}
        columns={[
          { key: "indicator", label: say("indicator"), cell: (step) => say(step.indicator as Indicator) },
          {
            key: "gives",
            label: say("gives"),
            phone: "badge",
            cell: (step) => (step.gives ? <SizeTag size={step.gives} /> : "—"),
          },
          { key: "value", label: say("value"), numeric: true, cell: (step) => shown(step.value, step.unit) },
          ...(["large", "medium", "small"] as const).map((tier) => ({
            key: tier,
            label: say(
              tier === "large" ? "atLeastLarge" : tier === "medium" ? "atLeastMedium" : "atLeastSmall",
            ),
            numeric: true,
            cell: (step: SizeEvidence["steps"][number]) =>
              `≥ ${format.figure(step.thresholds[tier], { unit: step.unit, scaled: false })}`,
          })),
        ]}
      />
      <p className="muted">
        {say("sizeRule")}
        {evidence.row ? ` ${say("rowUsed", { row: evidence.row })}。` : ""}
        {evidence.notes.join(" ")}
      </p>
      <Facts
        facts={[
          [say("yearLabel"), evidence.year === null ? "—" : say("year", { year: evidence.year })],
          [say("rule"), evidence.rule],
          [
            say("source"),
            <span key="source">
              {evidence.source ?? "—"}{" "}
              {evidence.confidence ? (
                <Unverified of={{ confidence: evidence.confidence, source: evidence.source ?? "—" }} />
              ) : null}{" "}
              <span className="muted">{say("computedAt", { when: format.moment(evidence.computedAt) })}</span>
            </span>,
          ],
        ]}
      />
    </div>
  );
}

function YearlyFigures({ facts }: { facts: NonNullable<Page["facts"]> }) {
  const say = useWords(words);
  const format = useFormat();
  const wan = (value: string | null) =>
    format.figure(value === null ? null : shift(value, -4), { unit: "万元", digits: 2 });
  return (
    <Table
      caption={say("yearly")}
      rows={facts}
      rowKey={(f) => String(f.year)}
      empty={{ title: say("noFacts") }}
      columns={[
        { key: "year", label: say("yearLabel"), cell: (f) => say("year", { year: f.year }) },
        {
          key: "employees",
          label: say("employees"),
          numeric: true,
          cell: (f) => format.figure(f.employees, { unit: "人", scaled: false }),
        },
        { key: "revenue", label: say("revenue"), numeric: true, cell: (f) => wan(f.revenue) },
        { key: "assets", label: say("assets"), numeric: true, cell: (f) => wan(f.assets) },
        { key: "source", label: say("source"), phone: "hide", cell: (f) => f.source },
      ]}
    />
  );
}

function RecordFacts({ page, close }: { page: Page; close: () => void }) {
  const say = useWords(words);
  const act = useAct(recordFacts);
  const thisYear = Number(page.updatedAt.slice(0, 4));
  const newest = page.facts?.[0];
  const [typed, setTyped] = useState({
    year: String(newest ? newest.year + 1 : thisYear - 1),
    employees: "",
    revenue: "",
    assets: "",
  });
  const field = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    inputMode: "decimal" as const,
    wrong: wrongOf(act.problem, name),
    onInput: (event: FormEvent<HTMLInputElement>) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  const yuan = (wan: string): string | null => {
    const plain = wan.replaceAll(/[,，\s]/g, "");
    return plain === "" ? null : /^\d+(\.\d+)?$/.test(plain) ? shift(plain, 4) : plain;
  };
  const people = typed.employees.replaceAll(/[,，\s]/g, "");
  return (
    <Dialog
      open
      onClose={close}
      title={say("addYear")}
      onSubmit={async () => {
        const saved = await act.attempt({
          id: page.id,
          year: typed.year,
          employees: people === "" ? null : Number(people),
          revenue: yuan(typed.revenue),
          assets: yuan(typed.assets),
        });
        if (!saved) return;
        toast(say("factsSaved", { size: say(`size_${saved.sizeClass}`) }));
        close();
      }}
      footer={
        <>
          <Button onClick={close}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <ProblemNotice
        problem={act.problem}
        labels={{
          year: say("yearLabel"),
          employees: say("employees"),
          revenue: say("revenue"),
          assets: say("assets"),
        }}
      />
      <div className="form-grid">
        <TextField label={say("yearLabel")} needed {...field("year")} />
        <TextField label={say("employees")} unit="人" {...field("employees")} />
        <TextField label={say("revenue")} unit="万元" {...field("revenue")} />
        <TextField label={say("assets")} unit="万元" {...field("assets")} />
      </div>
      <p className="muted">{say("factsHint")}</p>
    </Dialog>
  );
}
