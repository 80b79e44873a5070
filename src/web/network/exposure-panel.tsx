// On the page of an enterprise: which of its inputs hang on one supplier, how long it lasts, who else makes them.
import { readExposure } from "../../modules/network/exposure/contract.ts";
import { useActing } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { LinkButton } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useReference, useSay } from "./names.tsx";

const SHOWN_CUSTOMERS = 8;
/** The server looks no further than this. */
const MANY_MAKERS = 450;
const SHOWN_PLACES = 4;

export function Exposure({ enterpriseId }: { enterpriseId: string }) {
  const say = useSay();
  const own = useActing()?.id === enterpriseId;
  const reference = useReference();
  const { data, problem, again } = useCall(readExposure, { id: enterpriseId });
  if (problem) return <ProblemNotice problem={problem} again={again} />;
  if (!data) return <Skeleton lines={4} />;
  const report = own ? (
    <LinkButton to="/network/links" small>
      {say("exposureToReport")}
    </LinkButton>
  ) : null;
  if (data.inputs.length + data.customers.length === 0)
    return (
      <div className="stack">
        <p className="muted">{say(own ? "exposureEmpty" : "exposureEmptyOther")}</p>
        <div>{report}</div>
      </div>
    );
  const hanging = data.inputs.filter((one) => one.essential && one.single).length;
  const sentence =
    data.survives === null
      ? say("exposureSafe", { count: data.inputs.length })
      : data.survives === 0
        ? say("exposureNow", { count: hanging })
        : say("exposureSurvives", { count: hanging, days: data.survives });
  return (
    <div className="stack">
      <Notice tone={hanging === 0 ? "green" : "yellow"}>
        {sentence} {data.unknownStock ? say("exposureUnknown") : null}
      </Notice>
      <ul className="inputs">
        {data.inputs.map((input) => (
          <Input key={input.product} input={input} />
        ))}
      </ul>
      {data.customers.length > 0 ? (
        <p>
          <strong>{say("customersOf")}</strong>{" "}
          {data.customers
            .slice(0, SHOWN_CUSTOMERS)
            .map((one) => say("forProduct", { name: one.name, product: reference.product(one.product) }))
            .join("、")}{" "}
          {data.customers.length > SHOWN_CUSTOMERS
            ? say("more", { count: data.customers.length - SHOWN_CUSTOMERS })
            : null}
        </p>
      ) : null}
      <div>{report}</div>
    </div>
  );
}

type InputRow = NonNullable<ReturnType<typeof useCall<typeof readExposure>>["data"]>["inputs"][number];

function Input({ input }: { input: InputRow }) {
  const say = useSay();
  const { percent } = useFormat();
  const { product } = useReference();
  const { provinces, makers } = input;
  const places =
    provinces.slice(0, SHOWN_PLACES).join("、") +
    (provinces.length > SHOWN_PLACES ? say("andMore", { count: provinces.length }) : "");
  const makersText =
    makers === 0
      ? say("makersNone")
      : say(makers > MANY_MAKERS ? "makersMany" : "makers", { count: Math.min(makers, MANY_MAKERS), places });
  return (
    <li>
      <span className="head">
        <strong>{product(input.product)}</strong>
        <StateTag tone={input.essential ? "red" : "grey"} plain>
          {say(input.essential ? "essentialYes" : "essentialNo")}
          {input.fromTable ? ` · ${say("fromTable")}` : ""}
        </StateTag>
        <StateTag tone={input.single ? "orange" : "green"} plain>
          {input.single ? say("single") : say("several", { count: input.suppliers.length })}
        </StateTag>
        <span className="muted">
          {say("coverShort")} {input.coverDays === null ? "—" : say("days", { count: input.coverDays })} ·{" "}
          {say("switchShort")} {input.switchDays === null ? "—" : say("days", { count: input.switchDays })}
          {input.largest !== null && !input.single
            ? ` · ${say("largest", { percent: percent(input.largest, 0) })}`
            : ""}
        </span>
      </span>
      <span>
        {input.suppliers
          .map((one) => (one.share === null ? one.name : `${one.name} ${percent(one.share, 0)}`))
          .join("、")}
      </span>
      <span className="muted">
        {makersText}
        {input.named.length > 0 ? `：${input.named.map((one) => one.name).join("、")}` : ""}{" "}
        {say("makersAsk")}
      </span>
    </li>
  );
}
