// The network as a graph: begin with one firm, see whom it hangs on and who hangs on it, and why each would fall.
import { useEffect, useMemo, useState } from "react";
import { listRuns, readGraph } from "../../modules/network/runs/contract.ts";
import { Link, useQueryString } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Check, Segmented, TextField } from "../ui/field.tsx";
import { AnalysisPage, Card } from "../ui/frame.tsx";
import { Notice, PageProblem } from "../ui/problem-notice.tsx";
import { Drawing, type Handle, hasWebgl } from "./graph-drawing.tsx";
import { type Colouring, coloursOf, type Data, graphOf, neighbours, RISK } from "./graph-model.ts";
import { saveGraphPng, type View } from "./graph-png.ts";
import { Path } from "./hit-firms.tsx";
import { Tabs, useReference, useSay } from "./names.tsx";

const SHOWN_HITS = 8;
const SHOWN_NEIGHBOURS = 12;

export function GraphPage() {
  const say = useSay();
  const runs = useCall(listRuns, { kind: "esri", state: "done", limit: 1 });
  const id = runs.data?.rows[0]?.id ?? null;
  const { data, problem, again } = useCall(readGraph, id ? { id } : null);
  if (problem ?? runs.problem) return <PageProblem problem={(problem ?? runs.problem)!} again={again} />;
  return (
    <AnalysisPage
      title={say("graph")}
      lead={data ? say("graphLead", { firms: data.firms.length, links: data.supplier.length }) : undefined}
    >
      <Tabs />
      {data && id ? (
        <Network id={id} data={data} />
      ) : runs.data && !id ? (
        <Empty title={say("graphNone")} />
      ) : (
        <Skeleton lines={8} />
      )}
    </AnalysisPage>
  );
}

function Network({ id, data }: { id: string; data: Data }) {
  const say = useSay();
  const [query, setQuery] = useQueryString();
  const graph = useMemo(() => graphOf(data), [data]);
  const [webgl] = useState(hasWebgl);
  const [handle, setHandle] = useState<Handle | null>(null);
  const [colouring, setColouring] = useState<Colouring>("industry");
  const [ego, setEgo] = useState(false);
  // The firm stands in the address, so that a picture can be sent to somebody.
  const named = typeof query.firm === "string" ? Number(query.firm) : Number.NaN;
  const picked = data.firms[named] ? named : null;
  const pick = (firm: number | null) => setQuery({ firm: firm === null ? "" : String(firm) });
  const around = useMemo(() => (picked === null ? null : neighbours(data, picked)), [data, picked]);
  const only = useMemo(
    () =>
      ego && around && picked !== null ? new Set([picked, ...around.suppliers, ...around.customers]) : null,
    [ego, around, picked],
  );
  const title = picked === null ? say("graph") : data.firms[picked]!.name;
  const takeAlong = () =>
    void saveGraphPng(data, handle?.view() ?? wholeView(graph), { title, colouring, only });
  return (
    <>
      <div className="graph-bar no-print">
        <Search data={data} onPick={pick} />
        <Segmented
          label={say("graphColour")}
          value={colouring}
          onChange={setColouring}
          options={(["industry", "risk"] as const).map((one) => ({
            value: one,
            label: say(`colour_${one}`),
          }))}
        />
        <Check checked={ego} disabled={picked === null} onChange={(event) => setEgo(event.target.checked)}>
          {say("ego")}
        </Check>
        <span className="actions">
          {webgl ? (
            <>
              <Button small icon="plus" aria-label={say("zoomIn")} onClick={() => handle?.zoom("in")} />
              <Button small aria-label={say("zoomOut")} onClick={() => handle?.zoom("out")}>
                −
              </Button>
              <Button small onClick={() => handle?.zoom("all")}>
                {say("zoomReset")}
              </Button>
            </>
          ) : null}
          <Button small icon="download" onClick={takeAlong}>
            {say("savePng")}
          </Button>
        </span>
      </div>
      <div className="graph">
        <div>
          {webgl ? (
            <Drawing
              {...{ graph, data, picked, only, colouring }}
              label={title}
              onPick={pick}
              onReady={setHandle}
            />
          ) : (
            <Notice tone="yellow">{say("noWebgl")}</Notice>
          )}
          <Legend data={data} colouring={colouring} />
        </div>
        {picked !== null && around ? (
          <Around key={picked} {...{ id, data, around, onPick: pick }} firm={picked} />
        ) : (
          <Card>
            <TopFirms data={data} onPick={pick} />
          </Card>
        )}
      </div>
    </>
  );
}

/** Everything, where nothing is drawn on the screen. */
function wholeView(graph: ReturnType<typeof graphOf>): View {
  const [width, height] = [1000, 700];
  let reach = 1;
  graph.forEachNode((_, { x, y }) => {
    reach = Math.max(reach, Math.abs(x as number), Math.abs(y as number));
  });
  const scale = (Math.min(width, height) / 2 - 20) / reach;
  return {
    ...{ width, height, scale: 1 },
    at: (firm) => {
      const { x, y } = graph.getNodeAttributes(firm) as { x: number; y: number };
      return { x: width / 2 + x * scale, y: height / 2 - y * scale };
    },
  };
}

function Search({ data, onPick }: { data: Data; onPick: (firm: number) => void }) {
  const say = useSay();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const hits = useMemo(() => {
    const wanted = text.trim();
    if (wanted === "") return [];
    const found = [...data.firms.keys()].filter((i) => data.firms[i]!.name.includes(wanted));
    return found.sort((a, b) => data.firms[b]!.esri - data.firms[a]!.esri || a - b);
  }, [data, text]);
  const take = (firm: number) => {
    onPick(firm);
    setText(data.firms[firm]!.name);
    setOpen(false);
  };
  return (
    <form
      className="graph-search"
      onSubmit={(event) => {
        event.preventDefault();
        if (hits[0] !== undefined) take(hits[0]);
      }}
    >
      <TextField
        label={say("graphSearch")}
        name="graph-search"
        autoComplete="off"
        placeholder={say("graphSearchHint")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
      />
      {open && text.trim() !== "" ? (
        <div className="partners">
          <span className="muted" role="status">
            {say("graphFound", { count: hits.length })}
          </span>
          {hits.slice(0, SHOWN_HITS).map((firm) => (
            <button key={firm} type="button" className="btn small" onClick={() => take(firm)}>
              {data.firms[firm]!.name}
            </button>
          ))}
        </div>
      ) : null}
    </form>
  );
}

function TopFirms({ data, onPick }: { data: Data; onPick: (firm: number) => void }) {
  const top = useMemo(
    () => [...data.firms.keys()].sort((a, b) => data.firms[b]!.esri - data.firms[a]!.esri || a - b),
    [data],
  );
  return <FirmButtons data={data} firms={top.slice(0, SHOWN_NEIGHBOURS)} onPick={onPick} />;
}

function FirmButtons({
  data,
  firms,
  onPick,
}: {
  data: Data;
  firms: readonly number[];
  onPick: (firm: number) => void;
}) {
  const { percent } = useFormat();
  return (
    <div className="partners">
      {firms.map((firm) => (
        <button key={firm} type="button" className="btn small quiet" onClick={() => onPick(firm)}>
          {data.firms[firm]!.name} <span className="muted">{percent(data.firms[firm]!.esri, 1)}</span>
        </button>
      ))}
    </div>
  );
}

/** Whom the firm trades with; and, if it stopped, the way the shock takes to one of those. */
function Around({
  id,
  data,
  around,
  firm,
  onPick,
}: {
  id: string;
  data: Data;
  around: { suppliers: number[]; customers: number[] };
  firm: number;
  onPick: (firm: number) => void;
}) {
  const say = useSay();
  const { percent } = useFormat();
  const reference = useReference();
  const [asked, setAsked] = useState<number | null>(null);
  const own = data.firms[firm]!;
  const { suppliers, customers } = around;
  useEffect(() => setAsked(customers[0] ?? suppliers[0] ?? null), [customers, suppliers]);
  return (
    <div className="stack">
      <Card title={own.id ? <Link to={`/enterprises/${own.id}`}>{own.name}</Link> : own.name}>
        <p className="muted">
          {reference.industry(own.industry)} · {reference.province(own.province)} · {say("esri")}{" "}
          {percent(own.esri, 2)}
        </p>
        <p>{say("egoLead", { name: own.name, suppliers: suppliers.length, customers: customers.length })}</p>
        {(["suppliers", "customers"] as const).map((side) =>
          around[side].length > 0 ? (
            <div key={side}>
              <strong>{say(side)}</strong>
              <FirmButtons data={data} firms={around[side].slice(0, SHOWN_NEIGHBOURS)} onPick={onPick} />
            </div>
          ) : null,
        )}
      </Card>
      {asked === null ? null : (
        <Card title={say("whoFalls")}>
          <select
            className="input"
            aria-label={say("whoFalls")}
            value={asked}
            onChange={(event) => setAsked(Number(event.target.value))}
          >
            {[...new Set([...customers, ...suppliers])].map((one) => (
              <option key={one} value={one}>
                {data.firms[one]!.name}
              </option>
            ))}
          </select>
          <Path input={{ id, firm: asked, seed: firm }} />
        </Card>
      )}
    </div>
  );
}

function Legend({ data, colouring }: { data: Data; colouring: Colouring }) {
  const say = useSay();
  const reference = useReference();
  const colours = useMemo(() => coloursOf(data), [data]);
  return (
    <ul className="graph-legend">
      {colouring === "industry" ? (
        [...colours].map(([code, colour]) => (
          <li key={code}>
            <svg width="10" height="10" aria-hidden="true">
              <circle cx="5" cy="5" r="5" fill={colour} />
            </svg>{" "}
            {reference.industry(code)}
          </li>
        ))
      ) : (
        <li>
          <svg width="90" height="10" aria-hidden="true">
            {RISK.map((colour, i) => (
              <rect key={colour} x={18 * i} width="18" height="10" fill={colour} />
            ))}
          </svg>{" "}
          {say("legendLow")} → {say("legendHigh")}
        </li>
      )}
      <li className="muted">{say("inferredDashed")}</li>
    </ul>
  );
}
