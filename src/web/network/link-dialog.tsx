// One supply link: who, what, how much of it, how long stock lasts, how long another supplier takes.
import { useState } from "react";
import { changeLink, createLink, type End, type LinkRow } from "../../modules/network/contract.ts";
import { useActing, useMay } from "../lib/session.ts";
import { useAct } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Segmented, SelectField, TextField } from "../ui/field.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { today } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { useReference, useSay } from "./names.tsx";
import { PartnerField } from "./partner-field.tsx";

const text = (value: number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);
const number = (value: string): number | null => (value.trim() === "" ? null : Number(value));

export function LinkDialog({ link, onClose }: { link: LinkRow | null; onClose: () => void }) {
  const say = useSay();
  const own = useMay()("network.own");
  const acting = useActing();
  const reference = useReference();
  const create = useAct(createLink);
  const change = useAct(changeLink);
  const [side, setSide] = useState<"customer" | "supplier">("customer");
  const [supplier, setSupplier] = useState<End | null>(null);
  const [customer, setCustomer] = useState<End | null>(null);
  const [form, setForm] = useState({
    product: link?.product ?? "",
    share: link?.share == null ? "" : String(Math.round(link.share * 10_000) / 100),
    essential: link?.essential == null ? "" : String(link.essential),
    coverDays: text(link?.coverDays),
    switchDays: text(link?.switchDays),
    amount: text(link?.amount),
    validFrom: link?.validFrom ?? today(),
    validTo: link?.validTo ?? "",
    note: link?.note ?? "",
  });
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value });
  const me: End | null = own && acting ? { id: acting.id } : null;
  const ends = me === null ? [supplier, customer] : side === "customer" ? [supplier, me] : [me, customer];
  const sales = link ? link.shareOf === "sales" : me !== null && side === "supplier";
  const problem = create.problem ?? change.problem;
  const save = async () => {
    const share = number(form.share);
    const fields = {
      ...{ product: form.product, validFrom: form.validFrom, validTo: form.validTo || null, note: form.note },
      share: share === null ? null : Math.round(share * 100) / 10_000,
      essential: form.essential === "" ? null : form.essential === "true",
      coverDays: number(form.coverDays),
      switchDays: number(form.switchDays),
      amount: number(form.amount),
    };
    const done = link
      ? await change.attempt({ id: link.id, revision: link.revision, ...fields })
      : await create.attempt({ ...fields, supplier: ends[0]!, customer: ends[1]! });
    if (!done) return;
    toast(say("saved"));
    onClose();
  };
  const ready = form.product !== "" && form.validFrom !== "" && (link !== null || (ends[0] && ends[1]));
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={say(link ? "editLink" : "newLink")}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" tone="primary" busy={create.running || change.running} disabled={!ready}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="network-form">
        <ProblemNotice problem={problem} />
        {link ? (
          <p>
            <strong>{link.supplier}</strong> → <strong>{link.customer}</strong>
          </p>
        ) : (
          <>
            {me ? (
              <Segmented
                label={say("side")}
                value={side}
                onChange={setSide}
                options={[
                  { value: "customer", label: say("sideCustomer") },
                  { value: "supplier", label: say("sideSupplier") },
                ]}
              />
            ) : null}
            {me === null || side === "customer" ? (
              <PartnerField key="supplier" label={say("supplier")} name="supplier" onPick={setSupplier} />
            ) : null}
            {me === null || side === "supplier" ? (
              <PartnerField key="customer" label={say("customer")} name="customer" onPick={setCustomer} />
            ) : null}
          </>
        )}
        <SelectField
          label={say("product")}
          name="product"
          needed
          placeholder=""
          value={form.product}
          onChange={set("product")}
          wrong={wrongOf(problem, "product")}
          options={reference.inUse.map((one) => ({ value: one.code, label: reference.product(one.code) }))}
        />
        <div className="pair">
          <TextField
            label={say("share")}
            name="share"
            unit="%"
            inputMode="decimal"
            hint={say(sales ? "shareHintSales" : "shareHintPurchases")}
            wrong={wrongOf(problem, "share")}
            value={form.share}
            onChange={set("share")}
          />
          <SelectField
            label={say("essential")}
            name="essential"
            value={form.essential}
            onChange={set("essential")}
            options={[
              { value: "", label: say("essentialTable") },
              { value: "true", label: say("essentialYes") },
              { value: "false", label: say("essentialNo") },
            ]}
          />
        </div>
        <div className="pair">
          {(["coverDays", "switchDays", "amount"] as const).map((name) => (
            <TextField
              key={name}
              label={say(name)}
              name={name}
              inputMode="decimal"
              wrong={wrongOf(problem, name)}
              value={form[name]}
              onChange={set(name)}
            />
          ))}
        </div>
        <div className="pair">
          <TextField
            label={say("validFrom")}
            name="validFrom"
            type="date"
            needed
            value={form.validFrom}
            onChange={set("validFrom")}
          />
          <TextField
            label={say("validTo")}
            name="validTo"
            type="date"
            value={form.validTo}
            onChange={set("validTo")}
          />
        </div>
        <TextField label={say("note")} name="note" maxLength={300} value={form.note} onChange={set("note")} />
      </div>
    </Dialog>
  );
}
