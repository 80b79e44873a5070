// A plan as .docx: what calls it, who does what by when, whom to ring, what goes out, on paper for the wall.
import type { Ctx } from "../../../platform/ctx.ts";
import type { DocumentSection } from "../../../platform/documents/document.ts";
import { docxType, writeDocument } from "../../../platform/documents/write.ts";
import type { Download } from "../../../platform/http/row.ts";
import type { PlanContent, PlanPage, Term } from "../contract.ts";
import { words } from "../words.ts";
import { readPlan } from "./read.ts";

const say = words.zh;
const units: Readonly<Record<Term["unit"], string>> = {
  hour: say.unit_hour,
  whour: say.unit_whour,
  wday: say.unit_wday,
};

export async function downloadPlan(
  ctx: Ctx,
  input: { id: string; version?: number | undefined },
): Promise<Download> {
  const plan = await readPlan(ctx, input);
  const { content } = plan;
  const validity =
    plan.validTo && plan.state === "approved" ? `有效期 ${plan.validFrom} 至 ${plan.validTo}` : "未生效";
  const body = await writeDocument({
    title: plan.title,
    subtitle: `${plan.owner}　第 ${plan.version} 版　${validity}`,
    demo: plan.demo,
    issuer: plan.owner,
    sections: [
      { heading: "一、目的", paragraphs: [content.purpose || "（未填写）"] },
      { heading: "二、启动条件", paragraphs: [content.trigger.text || "（未填写）"] },
      table("三、岗位与职责", ["岗位", "职责", "人员"], rolesOf(plan)),
      table("四、步骤与时限", ["序", "做什么", "岗位", "时限", "说明"], stepsOf(content)),
      table(
        "五、联系人",
        ["姓名", "单位", "电话", "备注"],
        content.contacts.map((one) => [one.name, one.unit, one.phone || "—", one.note]),
      ),
      {
        heading: "六、通知样稿",
        paragraphs: content.messages.flatMap((one) => [
          `【${say[`audience_${one.audience}`]}】${one.title}`,
          one.text,
        ]),
      },
      table(
        "七、替代来源",
        ["缺什么", "替代来源", "联系方式", "备注"],
        content.substitutes.map((one) => [one.what, one.supplier, one.contact || "—", one.note]),
      ),
      table(
        "八、物资",
        ["名称", "数量", "存放", "保管"],
        content.materials.map((one) => [one.name, one.quantity, one.place, one.keeper]),
      ),
      table(
        "九、可用政策",
        ["名称", "文号", "说明", "来源"],
        content.policies.map((one) => [one.title, one.number, one.note, one.source]),
      ),
    ],
    sources: [],
  });
  return { name: `${plan.title}.docx`, type: docxType, body };
}

function table(heading: string, columns: readonly string[], rows: readonly string[][]): DocumentSection {
  if (rows.length === 0) return { heading, paragraphs: ["（无）"] };
  return {
    heading,
    table: { columns: columns.map((label) => ({ label, share: label === "序" ? 1 : 3 })), rows },
  };
}

const rolesOf = ({ content, persons }: PlanPage): string[][] =>
  content.roles.map((role) => [
    role.name,
    role.duty,
    persons.find((one) => one.id === role.personId)?.name ?? "启动时指定",
  ]);

const stepsOf = ({ steps, roles }: PlanContent): string[][] =>
  steps.map((step, i) => {
    const before = steps.findIndex((one) => one.key === step.after);
    const from = before >= 0 ? `第 ${before + 1} 步后 ` : "";
    const role = roles.find((one) => one.key === step.role)?.name ?? "—";
    return [
      String(i + 1),
      step.title,
      role,
      `${from}${step.term.amount} ${units[step.term.unit]}`,
      step.detail,
    ];
  });
