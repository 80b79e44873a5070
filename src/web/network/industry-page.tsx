// The inputs of an industry: how many members buy them, for how much, on how many sources; no single enterprise is seen.
import { readIndustry } from "../../modules/network/contract.ts";
import { listOrganisations } from "../../modules/people/contract.ts";
import { useQueryString } from "../lib/place.tsx";
import { useActing } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";
import { Tabs, useReference, useSay } from "./names.tsx";

export function IndustryPage() {
  const say = useSay();
  const [query, setQuery] = useQueryString();
  const federation = useActing()?.kind === "federation";
  const chosen = typeof query.association === "string" ? query.association : null;
  const associations = useCall(listOrganisations, federation ? { kind: "association", limit: 200 } : null);
  const asked = federation ? (chosen ? { association: chosen } : null) : {};
  const { data, problem, again } = useCall(readIndustry, asked);
  const reporting = data?.reporting ?? null;
  return (
    <ListPage
      title={say("tabIndustry")}
      lead={
        data
          ? reporting === null
            ? say("industryLeadFew")
            : say("industryLead", { members: data.members, reporting })
          : undefined
      }
    >
      <Tabs />
      {federation ? (
        <SelectField
          label={say("association")}
          placeholder={say("chooseAssociation")}
          value={chosen ?? ""}
          onChange={(event) => setQuery({ association: event.target.value })}
          options={(associations.data?.rows ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
      ) : null}
      <ProblemNotice problem={problem} again={again} />
      {data ? <Rows rows={data.rows} /> : asked && !problem ? <Skeleton lines={6} /> : null}
      <p className="muted">{say("industryNote")}</p>
    </ListPage>
  );
}

type Row = NonNullable<ReturnType<typeof useCall<typeof readIndustry>>["data"]>["rows"][number];

function Rows({ rows }: { rows: readonly Row[] }) {
  const say = useSay();
  const format = useFormat();
  const { product } = useReference();
  return (
    <Table
      caption={say("tabIndustry")}
      rows={rows}
      rowKey={(row) => row.product}
      columns={[
        { key: "product", label: say("product"), cell: (row) => product(row.product) },
        {
          key: "buyers",
          label: say("buyers"),
          numeric: true,
          cell: (row) => row.buyers ?? say("withheld_few"),
        },
        {
          key: "amount",
          label: say("yearAmount"),
          numeric: true,
          cell: (row) =>
            row.amount === null ? (
              <span title={say(`withheld_${row.withheld ?? "few"}`)}>＊</span>
            ) : (
              format.figure(row.amount)
            ),
        },
        {
          key: "single",
          label: say("singleSource"),
          numeric: true,
          cell: (row) =>
            row.singleSource === null ? "＊" : say("about", { value: format.percent(row.singleSource, 0) }),
        },
        {
          key: "cover",
          label: say("medianCover"),
          numeric: true,
          cell: (row) => (row.coverDays === null ? "＊" : say("about", { value: row.coverDays })),
        },
      ]}
      empty={{ title: say("industryEmpty") }}
    />
  );
}
