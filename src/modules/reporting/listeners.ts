// Who is told what: the enterprise when a month opens, when it is reminded, and when its return comes back.
import { labelOf, shanghaiDay } from "../../engines/calendar/index.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import type { Listener } from "../../platform/events/outbox.ts";
import { notify, type Words } from "../../platform/notify/notify.ts";
import { events as formEvents } from "../forms/contract.ts";
import { personsToTell } from "./actions/neighbours.ts";
import { openPeriod } from "./actions/period.ts";
import { events } from "./contract.ts";
import { isMissing } from "./filing.ts";
import { missingOrganisations } from "./store/board.ts";
import { type FilingRow, findFiling } from "./store/filing.ts";
import { findForm, formsIn } from "./store/period.ts";
import { addDeliveries, markReminded } from "./store/reminders.ts";
import { decisionsOf, vintagesOf } from "./store/vintage.ts";

export const listeners: readonly Listener[] = [
  {
    event: "forms.published",
    name: "reporting.open-published",
    hear: (ctx, { payload }) => openPeriod(ctx, formEvents["forms.published"].parse(payload).code),
  },
  {
    event: "reporting.submitted",
    name: "reporting.tell-on-behalf",
    hear: (ctx, { payload }) => tellOnBehalf(ctx, payload),
  },
  {
    event: "reporting.period-opened",
    name: "reporting.tell-opened",
    hear: async (ctx, event) => {
      const { formCode, period } = events["reporting.period-opened"].parse(event.payload);
      const form = (await formsIn(ctx, period)).find((f) => f.code === formCode);
      const organisations = await missingOrganisations(ctx, formCode, period);
      await notify(ctx, {
        to: await personsToTell(ctx, organisations),
        kind: "reporting.opened",
        words: inBoth(
          [
            `${labelOf(period)}报表可以填报了`,
            `《${form?.title.zh ?? formCode}》已按上期数据预填，约五分钟填完。`,
          ],
          [
            `The return for ${labelOf(period, "en")} is open`,
            `${form?.title.en ?? formCode} is prefilled from the last period and takes about five minutes.`,
          ],
        ),
        link: linkTo(period, formCode),
        mail: "digest",
        digestKey: `reporting.opened:${formCode}:${period}`,
      });
    },
  },
  {
    event: "reporting.reminded",
    name: "reporting.tell-reminded",
    hear: async (ctx, event) => {
      const said = events["reporting.reminded"].parse(event.payload);
      const filing = await findFiling(ctx, said.filingId);
      if (!filing || !isMissing(filing)) return;
      const day = shanghaiDay(ctx.now.getTime());
      if (!(await markReminded(ctx, filing, day))) return;
      const title = await titleOf(ctx, filing);
      const persons = await personsToTell(ctx, [filing.organisationId]);
      const matter = uuidv7();
      await addDeliveries(
        ctx,
        (["app", "mail"] as const).map((channel) => ({
          organisationId: filing.organisationId,
          filing,
          day,
          channel,
          persons: persons.length,
          byOrganisationId: said.byOrganisationId,
          byName: said.byName ?? ctx.who.name,
          automatic: said.automatic ?? said.byOrganisationId === null,
          matter,
        })),
      );
      await notify(ctx, {
        to: persons,
        matter,
        kind: "reporting.reminded",
        words: inBoth(
          [
            `请填报${labelOf(filing.period)}报表，${filing.dueOn} 截止`,
            `${filing.organisationName}的《${title.zh}》还没有提交。报表已预填，打开后约五分钟可以填完。`,
          ],
          [
            `The return for ${labelOf(filing.period, "en")} is due on ${filing.dueOn}`,
            `${title.en} of ${filing.organisationName} has not been submitted. It is prefilled and takes about five minutes.`,
          ],
        ),
        link: linkTo(filing.period, filing.formCode),
        mail: "now",
        digestKey: `reporting.reminded:${filing.id}`,
      });
    },
  },
  {
    event: "reporting.returned",
    name: "reporting.tell-returned",
    hear: async (ctx, event) => {
      const { filingId, vintage } = events["reporting.returned"].parse(event.payload);
      const filing = await findFiling(ctx, filingId);
      if (filing?.state !== "returned" || filing.vintage !== vintage) return;
      const why = (await decisionsOf(ctx, filing)).findLast((d) => d.decision === "returned");
      await notify(ctx, {
        to: await personsToTell(ctx, [filing.organisationId]),
        kind: "reporting.returned",
        words: inBoth(
          [
            `${labelOf(filing.period)}报表被退回，请修改`,
            `原因：${why?.reason ?? "—"}。已填内容都在，改好后重新提交即可。`,
          ],
          [
            `The return for ${labelOf(filing.period, "en")} was sent back`,
            `Reason: ${why?.reason ?? "—"}. Everything you filled in is kept; correct it and submit again.`,
          ],
        ),
        link: linkTo(filing.period, filing.formCode),
        mail: "now",
        digestKey: `reporting.returned:${filing.id}`,
      });
    },
  },
];

/** Figures said in an enterprise's name by somebody else are never a secret to it. */
async function tellOnBehalf(ctx: Ctx, payload: unknown): Promise<void> {
  const { filingId, vintage } = events["reporting.submitted"].parse(payload);
  const filing = await findFiling(ctx, filingId);
  const filed = filing && (await vintagesOf(ctx, filing)).find((v) => v.number === vintage);
  if (!filing || filed?.channel !== "association") return;
  const by = filed.filedByName ?? filed.submittedByName;
  const basis = filed.source ?? "—";
  await notify(ctx, {
    to: await personsToTell(ctx, [filing.organisationId]),
    kind: "reporting.on-behalf",
    words: inBoth(
      [
        `${by}代贵单位提交了${labelOf(filing.period)}报表，请核对`,
        `填报人：${filed.submittedByName}；依据：${basis}。回执号 ${filed.receipt}。如有出入，打开报表即可更正，原数会留作旧版次。`,
      ],
      [
        `${by} has filed your return for ${labelOf(filing.period, "en")}: please check it`,
        `By ${filed.submittedByName}, on the basis of: ${basis}. Receipt ${filed.receipt}. If anything is wrong, open the return and correct it.`,
      ],
    ),
    link: `/reporting/filings/${filing.id}`,
    mail: "now",
    digestKey: `reporting.on-behalf:${filing.id}`,
  });
}

const linkTo = (period: string, form: string): string => `/reporting?period=${period}&form=${form}`;

async function titleOf(ctx: Ctx, filing: FilingRow): Promise<{ zh: string; en: string }> {
  const form = await findForm(ctx, filing.formCode, filing.formVersion);
  return form?.title ?? { zh: filing.formCode, en: filing.formCode };
}

const inBoth = (zh: readonly [string, string], en: readonly [string, string]): Words => ({
  zh: { title: zh[0], body: zh[1] },
  en: { title: en[0], body: en[1] },
});
