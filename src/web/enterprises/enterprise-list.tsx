// The register: find by name, alias, pinyin or code; narrow, sort, export.
import {
  exportEnterprises,
  type ListRow,
  listEnterprises,
  sizeClasses,
} from "../../modules/enterprises/contract.ts";
import { words } from "../../modules/enterprises/words.ts";
import { listOrganisations } from "../../modules/people/contract.ts";
import { useList } from "../lib/list.ts";
import { useMay } from "../lib/session.ts";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { ExportMenu } from "../ui/export-menu.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { type Column, Table, type TableFilter } from "../ui/table.tsx";
import { SizeTag, useNames } from "./names.tsx";
import "./enterprises.css";

const filterNames = ["industry", "region", "size", "tier", "keyList", "association"] as const;

export function EnterpriseList() {
  const say = useWords(words);
  const may = useMay();
  const names = useNames();
  const list = useList<ListRow>(listEnterprises, filterNames);
  // The same question as the list's, answered from the cache: whether the number is "at least".
  const counted = useCall(
    listEnterprises,
    { ...list.input, limit: list.limit, offset: list.offset },
    { keep: true },
  ).data;
  const associations = useCall(listOrganisations, { kind: "association", limit: 200 });
  const download = useDownload(exportEnterprises);
  const narrowed = list.q !== "" || filterNames.some((name) => list.filters[name] !== undefined);
  const count = list.total.toLocaleString("en");
  const registers = may("enterprises.register");

  const industries = (names.data?.industries ?? []).filter((i) => i.level !== "class");
  const filters: TableFilter[] = [
    {
      name: "industry",
      label: say("industry"),
      options: industries.map((i) => ({
        value: i.code,
        label: `${i.level === "group" ? "　" : ""}${i.code} ${names.industry(i.code)}`,
      })),
    },
    { name: "region", label: say("region"), options: names.options(names.data?.regions) },
    {
      name: "size",
      label: say("size"),
      options: sizeClasses.map((size) => ({ value: size, label: names.size(size) })),
    },
    { name: "tier", label: say("tier"), options: names.options(names.data?.tierKinds) },
    { name: "keyList", label: say("keyList"), options: names.options(names.data?.keyLists) },
  ];
  const others = associations.data?.rows ?? [];
  if (others.length > 1) {
    filters.push({
      name: "association",
      label: say("association"),
      options: others.map((one) => ({ value: one.id, label: one.shortName || one.name })),
    });
  }

  const columns: Column<ListRow>[] = [
    {
      key: "name",
      label: say("name"),
      sort: "name",
      cell: (row) => row.name,
    },
    {
      key: "size",
      label: say("size"),
      sort: "size",
      phone: "badge",
      cell: (row) => <SizeTag size={row.sizeClass} />,
    },
    {
      key: "industry",
      label: say("industry"),
      sort: "industry",
      cell: (row) => names.industry(row.industryCode),
    },
    { key: "region", label: say("region"), sort: "region", cell: (row) => names.region(row.regionCode) },
    {
      key: "qualities",
      label: say("qualities"),
      cell: (row) => (row.tiers.length + row.keyLists.length === 0 ? "—" : <Qualities row={row} />),
    },
    {
      key: "associations",
      label: say("associations"),
      phone: "hide",
      cell: (row) => row.associations.map((a) => a.name.replace(/（演示）$/, "")).join("、") || "—",
    },
    {
      key: "code",
      label: say("creditCode"),
      sort: "creditCode",
      phone: "hide",
      cell: (row) => (
        <span className="nowrap num">
          {row.creditCode ?? "—"}
          {row.codeOverridden ? (
            <>
              {" "}
              <StateTag plain tone="yellow">
                {say("overridden")}
              </StateTag>
            </>
          ) : null}
        </span>
      ),
    },
  ];

  return (
    <ListPage
      title={say("title")}
      mark={list.rows.some((row) => row.name.endsWith("（演示）")) ? <DemoTag /> : null}
      lead={
        list.loading
          ? null
          : counted?.totalCapped
            ? say("leadMany", { count })
            : say(narrowed ? "leadSome" : "leadAll", { count })
      }
      actions={
        registers ? (
          <>
            <LinkButton to="/enterprises/merges" icon="clock">
              {say("mergesLink")}
            </LinkButton>
            <LinkButton to="/enterprises/import" icon="upload">
              {say("importList")}
            </LinkButton>
            <LinkButton to="/enterprises/new" icon="plus" tone="primary">
              {say("register")}
            </LinkButton>
          </>
        ) : null
      }
    >
      <ProblemNotice problem={download.problem} />
      <Table
        caption={say("title")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => `/enterprises/${row.id}`}
        filters={filters}
        footer={counted?.totalCapped ? say("capped", { count }) : undefined}
        tools={
          <ExportMenu
            small
            busy={download.running}
            onPick={(format) => void download.save({ ...list.input, format })}
          />
        }
        empty={{
          title: say("emptyTitle"),
          hint: say(registers ? "emptyHint" : "emptyMembersHint"),
          action: registers ? (
            <LinkButton to="/enterprises/import" icon="upload">
              {say("importList")}
            </LinkButton>
          ) : null,
        }}
      />
    </ListPage>
  );
}

function Qualities({ row }: { row: ListRow }) {
  const names = useNames();
  return (
    <span className="tags">
      {row.tiers.map((code) => (
        <StateTag key={code} plain tone="blue">
          {names.tier(code)}
        </StateTag>
      ))}
      {row.keyLists.map((code) => (
        <StateTag key={code} plain>
          {names.keyList(code)}
        </StateTag>
      ))}
    </span>
  );
}
