// What waits for a decision of whoever looks: claims of enterprises first, then reports, the doubtful ones before the clean.
import { listClaims, reviewClaim } from "../../modules/people/claims/contract.ts";
import { acceptFilings, reviewQueue } from "../../modules/reporting/contract.ts";
import { listWarnings } from "../../modules/warnings/contract.ts";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { toast } from "../ui/toast.tsx";
import type { Decision } from "./decisions.tsx";
import { words } from "./words.ts";

export type Waiting = {
  decisions: readonly Decision[];
  loading: boolean;
  claims: number;
  reports: number;
  /** How the warnings stand, in one sentence; null where they are not the asker's. */
  warnings: { zh: string; en: string } | null;
};

export function useWaiting(): Waiting {
  const say = useWords(words);
  const may = useMay();
  const format = useFormat();
  const claims = useCall(
    listClaims,
    may("people.claims") ? { state: "pending", limit: 10, sort: "createdAt" } : null,
  );
  const reports = useCall(reviewQueue, may("reporting.review") ? { limit: 10, sort: "submittedAt" } : null);
  const warnings = useCall(listWarnings, may("warnings.work") ? { open: "yes", limit: 10 } : null);
  const review = useAct(reviewClaim);
  const accept = useAct(acceptFilings);

  const ofClaims = (claims.data?.rows ?? []).map(
    (claim): Decision => ({
      key: claim.id,
      title: say("claimOf", { person: claim.personName, enterprise: claim.enterpriseName }),
      to: "/people/claims",
      tag: say("claimTag"),
      tone: claim.hasOwner ? "orange" : "blue",
      why: say(claim.hasOwner ? "claimWhyOwner" : claim.known ? "claimWhyKnown" : "claimWhyNew"),
      clock: format.ago(claim.createdAt),
      // Somebody holds the owner's role already: that is never decided by one key.
      ...(claim.hasOwner
        ? {}
        : {
            act: {
              label: say("approve"),
              run: async () => {
                const done = await review.attempt({ id: claim.id, decision: "approve" });
                toast(done ? say("approved") : say("broken"));
              },
            },
          }),
    }),
  );
  const ofReports = (reports.data?.rows ?? []).map(
    (one): Decision => ({
      key: one.id,
      title: say("reportOf", { enterprise: one.organisationName, period: format.month(one.period) }),
      to: `/reporting/filings/${one.id}`,
      tag: say("reportTag"),
      tone: one.softRemarks.length ? "yellow" : "accent",
      why: one.softRemarks.length
        ? say("reportRemarks", { count: one.softRemarks.length })
        : say("reportClean"),
      clock: one.submittedAt ? format.ago(one.submittedAt) : null,
      act: {
        label: say("accept"),
        run: async () => {
          const done = await accept.attempt({ filings: [{ id: one.id, vintage: one.vintage }] });
          toast(done?.done ? say("accepted") : (done?.skipped[0]?.[format.language] ?? say("broken")));
        },
      },
    }),
  );
  // Only what waits for a step of one's own; what is published and being handled is no decision of today unless late.
  const ofWarnings = (warnings.data?.rows ?? [])
    .filter((one) => one.mine && (["signalled", "verified", "assessed"].includes(one.stage) || one.late))
    .map(
      (one): Decision => ({
        key: one.id,
        title: one.title[format.language],
        to: `/warnings/${one.id}`,
        tag: say(`warning_${one.severity}`),
        tone: one.severity,
        why: say(
          `warningWhy_${one.stage as "signalled" | "verified" | "assessed" | "published" | "handling"}`,
        ),
        clock: one.late ? say("warningLate") : format.ago(one.openedAt),
      }),
    );
  return {
    decisions: [...ofWarnings, ...ofClaims, ...ofReports],
    warnings: warnings.data?.sentence ?? null,
    loading: claims.loading || reports.loading || warnings.loading,
    claims: claims.data?.total ?? 0,
    reports: reports.data?.total ?? 0,
  };
}
