// 本月填报: finds the return that is due now and opens it; five minutes a month.
import { currentFiling, getFiling } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { FormPage } from "../ui/frame.tsx";
import { PageProblem } from "../ui/problem-notice.tsx";
import { FilingForm } from "./filing-form.tsx";
import "./reporting.css";

export function FillPage() {
  const say = useWords(words);
  const [query] = useQueryString();
  const period = typeof query.period === "string" ? query.period : undefined;
  const current = useCall(currentFiling, {
    ...(period ? { period } : {}),
    ...(typeof query.form === "string" ? { formCode: query.form } : {}),
  });
  const id = current.data?.filing?.id;
  const filing = useCall(getFiling, id ? { id } : null, { keep: true });
  const problem = current.problem ?? filing.problem;
  if (problem)
    return (
      <PageProblem problem={problem} again={() => (current.problem ? current.again() : filing.again())} />
    );
  if (current.data && !current.data.filing) {
    return (
      <FormPage title={say("fillTitle")}>
        <Empty
          icon="check"
          title={say("nothingDue")}
          hint={say("nothingDueHint")}
          action={<LinkButton to="/reporting/mine">{say("toMine")}</LinkButton>}
        />
      </FormPage>
    );
  }
  if (!filing.data || filing.data.card.id !== id) {
    return (
      <FormPage title={say("fillTitle")}>
        <Skeleton lines={12} />
      </FormPage>
    );
  }
  const { card } = filing.data;
  // Another state is another page: a return that was submitted elsewhere must not keep an open form.
  return (
    <FilingForm
      key={`${card.id} ${card.state === "draft" || card.state === "due" ? "open" : card.state} ${card.vintage}`}
      record={filing.data}
      others={(current.data?.open ?? []).filter((one) => one.id !== card.id)}
    />
  );
}
