// What reporting shows: the month to fill in, one's own returns, the review, and who is missing.
import { type ComponentType, lazy, Suspense } from "react";
import type { FormDefinition } from "../../engines/forms/index.ts";
import { words as followWords } from "../../modules/reporting/followup/words.ts";
import { words } from "../../modules/reporting/words.ts";
import type { Feature, Label } from "../lib/feature.ts";

const label = (key: "fillTitle" | "mineTitle" | "reviewTitle" | "boardTitle"): Label => ({
  zh: words.zh[key],
  en: words.en[key],
});

const Preview: ComponentType<{ form: FormDefinition }> = lazy(() =>
  import("./form-preview.tsx").then((m) => ({ default: m.FormPreview })),
);
/** A form as the clerk sees it, for whoever makes one. */
export const FormPreview = ({ form }: { form: FormDefinition }) => (
  <Suspense fallback={null}>
    <Preview form={form} />
  </Suspense>
);

export const feature: Feature = {
  name: "reporting",
  routes: [
    {
      path: "/reporting",
      may: "reporting.fill",
      screen: () => import("./fill-page.tsx").then((m) => m.FillPage),
    },
    {
      path: "/reporting/mine",
      may: "reporting.fill",
      screen: () => import("./my-returns.tsx").then((m) => m.MyReturns),
    },
    {
      path: "/reporting/filings/:id",
      may: "reporting.read",
      screen: () => import("./filing-page.tsx").then((m) => m.FilingPage),
    },
    {
      path: "/reporting/filings/:id/receipts/:vintage",
      may: "reporting.read",
      screen: () => import("./receipt-page.tsx").then((m) => m.ReceiptPage),
    },
    {
      path: "/reporting/behalf/:id",
      may: "reporting.behalf",
      screen: () => import("./behalf-page.tsx").then((m) => m.BehalfPage),
    },
    {
      path: "/reporting/review",
      may: "reporting.review",
      screen: () => import("./review-queue.tsx").then((m) => m.ReviewQueue),
    },
    {
      path: "/reporting/board",
      may: "reporting.oversee",
      screen: () => import("./completeness-board.tsx").then((m) => m.CompletenessBoard),
    },
    {
      path: "/reporting/deadlines",
      may: "reporting.read",
      screen: () => import("./deadlines-page.tsx").then((m) => m.DeadlinesPage),
    },
    {
      path: "/reporting/reminders",
      may: "reporting.oversee",
      screen: () => import("./reminder-log.tsx").then((m) => m.ReminderLog),
    },
    {
      path: "/reporting/reminders/settings",
      may: "reporting.oversee",
      screen: () => import("./reminder-settings.tsx").then((m) => m.ReminderSettings),
    },
    {
      path: "/reporting/history",
      may: "reporting.history",
      screen: () => import("./history-page.tsx").then((m) => m.HistoryPage),
    },
    {
      path: "/reporting/follow-up",
      may: "reporting.oversee",
      screen: () => import("./follow-up-page.tsx").then((m) => m.FollowUpPage),
    },
  ],
  menu: [
    { path: "/reporting", label: label("fillTitle"), icon: "form", may: "reporting.fill", order: 10 },
    { path: "/reporting/mine", label: label("mineTitle"), icon: "list", may: "reporting.fill", order: 12 },
    {
      path: "/reporting/review",
      label: label("reviewTitle"),
      icon: "check",
      may: "reporting.review",
      order: 20,
    },
    {
      path: "/reporting/board",
      label: label("boardTitle"),
      icon: "board",
      may: "reporting.oversee",
      order: 22,
    },
    {
      path: "/reporting/follow-up",
      label: { zh: followWords.zh.menu, en: followWords.en.menu },
      icon: "phone",
      may: "reporting.oversee",
      order: 23,
    },
  ],
};
