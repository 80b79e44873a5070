// The catalogue of products and materials: what is supplied, and which industry makes it.
import { useState } from "react";
import { type Product, saveProduct } from "../../modules/network/contract.ts";
import { useAct } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Check, TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs, useReference, useSay } from "./names.tsx";

const fresh: Product = {
  ...{
    code: "",
    zh: "",
    en: "",
    industry: "",
    retired: false,
    source: "",
    confidence: "recalled",
    revision: 0,
  },
};

export function ProductsPage() {
  const say = useSay();
  const { data, problem, again, product, industry } = useReference();
  const [editing, setEditing] = useState<Product | null>(null);
  if (problem) return <PageProblem problem={problem} again={again} />;
  return (
    <ListPage
      title={say("tabProducts")}
      lead={data ? say("productsLead", { count: data.products.length }) : undefined}
      actions={
        <Button tone="primary" icon="plus" onClick={() => setEditing(fresh)}>
          {say("newProduct")}
        </Button>
      }
    >
      <Tabs />
      {data ? (
        <Table
          caption={say("tabProducts")}
          rows={data.products}
          rowKey={(row) => row.code}
          columns={[
            { key: "name", label: say("product"), cell: (row) => product(row.code) },
            { key: "code", label: say("code"), phone: "hide", cell: (row) => row.code },
            {
              key: "industry",
              label: say("industry"),
              cell: (row) => `${row.industry} ${industry(row.industry)}`,
            },
            {
              key: "confidence",
              label: say("source"),
              phone: "hide",
              cell: (row) => (
                <span title={row.source}>
                  <StateTag tone={row.confidence === "verified" ? "green" : "yellow"} plain>
                    {say(`confidence_${row.confidence}`)}
                  </StateTag>
                </span>
              ),
            },
            {
              key: "state",
              label: say("current"),
              phone: "badge",
              cell: (row) => (
                <StateTag tone={row.retired ? "grey" : "green"}>
                  {say(row.retired ? "retired" : "inUse")}
                </StateTag>
              ),
            },
            {
              key: "acts",
              label: "",
              phone: "act",
              cell: (row) => (
                <Button small tone="quiet" icon="edit" onClick={() => setEditing(row)}>
                  {say("change")}
                </Button>
              ),
            },
          ]}
          empty={{ title: say("productsEmpty") }}
        />
      ) : (
        <Skeleton lines={8} />
      )}
      {editing ? <ProductDialog product={editing} onClose={() => setEditing(null)} /> : null}
    </ListPage>
  );
}

function ProductDialog({ product, onClose }: { product: Product; onClose: () => void }) {
  const say = useSay();
  const save = useAct(saveProduct);
  const [form, setForm] = useState(product);
  const field = (name: "code" | "zh" | "en" | "industry") => ({
    ...{ name, value: form[name], needed: true, wrong: wrongOf(save.problem, name) },
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={say(product.revision === 0 ? "newProduct" : "editProduct")}
      onSubmit={async () => {
        const { code, zh, en, industry, retired, revision } = form;
        if (!(await save.attempt({ code, zh, en, industry, retired, revision }))) return;
        toast(say("saved"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" tone="primary" busy={save.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="network-form">
        <ProblemNotice problem={save.problem} />
        <TextField
          label={say("code")}
          hint={say("codeHint")}
          disabled={product.revision > 0}
          {...field("code")}
        />
        <TextField label={say("nameZh")} {...field("zh")} />
        <TextField label={say("nameEn")} {...field("en")} />
        <TextField label={say("industry")} hint={say("industryHint")} {...field("industry")} />
        <Check
          checked={form.retired}
          onChange={(event) => setForm({ ...form, retired: event.target.checked })}
        >
          {say("retired")}
        </Check>
      </div>
    </Dialog>
  );
}
