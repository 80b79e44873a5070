// One enterprise: who it is, its size with the evidence, its tiers and lists, what other modules say, what changed.
import { type ComponentType, lazy, Suspense, useMemo } from "react";
import { type Page, readEnterprise } from "../../modules/enterprises/contract.ts";
import { words } from "../../modules/enterprises/words.ts";
import { type EnterprisePanel, useFeatures } from "../lib/feature.ts";
import { useParam } from "../lib/place.tsx";
import { useActing, useMay } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useLabel, useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { PageProblem } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { DatedRecords } from "./dated-records.tsx";
import { History } from "./history.tsx";
import { MergedHere, MergedInto } from "./merged.tsx";
import { SizeTag, Unverified, useNames } from "./names.tsx";
import { SizeCard } from "./size-card.tsx";
import "./enterprises.css";

export function EnterprisePage() {
  return <Enterprise id={useParam("id")} />;
}

/** For whoever works at an enterprise: always the one acted for. */
export function MyEnterprise() {
  return <Enterprise id={useActing()?.id ?? ""} own />;
}

function Enterprise({ id, own }: { id: string; own?: boolean }) {
  const say = useWords(words);
  const names = useNames();
  const may = useMay();
  const { data: page, problem, again } = useCall(readEnterprise, id ? { id } : null);
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!page) {
    return (
      <div className="page">
        <Skeleton lines={10} />
      </div>
    );
  }
  const lead = [names.industry(page.industryCode), names.region(page.regionCode), page.creditCode]
    .filter((part) => part && part !== "—")
    .join(" · ");
  return (
    <RecordPage
      title={page.name}
      lead={lead}
      mark={
        <>
          <SizeTag size={page.sizeClass} />
          {page.name.endsWith("（演示）") ? <DemoTag /> : null}
          {page.codeOverridden ? (
            <span title={say("overriddenHint", { reason: page.codeOverrideReason ?? "—" })}>
              <StateTag plain tone="yellow">
                {say("overridden")}
              </StateTag>
            </span>
          ) : null}
        </>
      }
      {...(own || !may("enterprises.browse") ? {} : { back: { to: "/enterprises", label: say("back") } })}
      actions={
        <>
          {page.may.merge && !page.mergedInto ? (
            <LinkButton to={`/enterprises/${page.id}/merge`}>{say("mergeAction")}</LinkButton>
          ) : null}
          {page.may.edit ? (
            <LinkButton to={`/enterprises/${page.id}/edit`} icon="edit">
              {say("edit")}
            </LinkButton>
          ) : null}
        </>
      }
      aside={<History id={page.id} />}
    >
      <MergedInto page={page} />
      <Basics page={page} />
      <MergedHere page={page} />
      <SizeCard page={page} />
      <DatedRecords page={page} />
      <Panels page={page} />
    </RecordPage>
  );
}

function Basics({ page }: { page: Page }) {
  const say = useWords(words);
  const format = useFormat();
  const names = useNames();
  const aliases = page.names.filter((n) => n.kind === "alias").map((n) => n.name);
  const merged = page.names.filter((n) => n.kind.startsWith("merged")).map((n) => n.name);
  const former = page.names.filter((n) => n.kind === "former");
  const coded = (code: string | null, text: string, of: Parameters<typeof Unverified>[0]["of"]) =>
    code === null ? (
      "—"
    ) : (
      <>
        {text} <span className="muted num">{code}</span> <Unverified of={of} />
      </>
    );
  return (
    <Card title={say("facts")}>
      <Facts
        facts={[
          [
            say("creditCode"),
            <span className="num" key="code">
              {page.creditCode ?? "—"}
            </span>,
          ],
          ...(page.codeOverrideReason ? [[say("codeReason"), page.codeOverrideReason] as const] : []),
          [say("shortName"), page.shortName],
          [say("aliases"), aliases.length > 0 ? aliases.join("、") : null],
          ...(former.length > 0
            ? [
                [
                  say("formerNames"),
                  former
                    .map((n) =>
                      n.usedUntil ? `${n.name}（${say("until", { date: n.usedUntil })}）` : n.name,
                    )
                    .join("、"),
                ] as const,
              ]
            : []),
          ...(merged.length > 0 ? [[say("mergedNames"), merged.join("、")] as const] : []),
          [
            say("industry"),
            coded(page.industryCode, names.industry(page.industryCode), names.industryOf(page.industryCode)),
          ],
          [
            say("region"),
            coded(page.regionCode, names.region(page.regionCode), names.regionOf(page.regionCode)),
          ],
          [
            say("registrationType"),
            coded(
              page.registrationType,
              names.registrationType(page.registrationType),
              names.registrationTypeOf(page.registrationType),
            ),
          ],
          [say("establishedOn"), page.establishedOn ? format.day(page.establishedOn) : null],
          [say("address"), page.address],
          [say("associations"), page.associations.map((a) => a.name).join("、") || null],
        ]}
      />
    </Card>
  );
}

/** What other modules say of this enterprise, and of entries merged into it; the page knows none of them. */
function Panels({ page }: { page: Page }) {
  const may = useMay();
  const panels = useFeatures()
    .flatMap((feature) => feature.enterprisePanel ?? [])
    .filter((panel) => may(panel.may))
    .sort((a, b) => a.order - b.order);
  const entries = [
    { id: page.id, name: null },
    ...page.merged.flatMap(({ merged: { id, name } }) => (name ? [{ id, name }] : [])),
  ];
  return panels.flatMap((panel) =>
    entries.map(({ id, name }) => (
      <Panel key={`${panel.order}${panel.label.zh}${id}`} panel={panel} id={id} merged={name} />
    )),
  );
}

function Panel({ panel, id, merged }: { panel: EnterprisePanel; id: string; merged: string | null }) {
  const say = useWords(words);
  const label = useLabel();
  const Inside = useMemo(() => lazyOf(panel), [panel]);
  const title = label(panel.label);
  return (
    <Card title={merged ? say("mergedPanel", { panel: title, name: merged }) : title}>
      <Suspense fallback={<Skeleton lines={4} />}>
        <Inside enterpriseId={id} />
      </Suspense>
    </Card>
  );
}

const lazyOf = (panel: EnterprisePanel): ComponentType<{ enterpriseId: string }> =>
  lazy(() => panel.panel().then((inside) => ({ default: inside })));
