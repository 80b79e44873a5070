// What waits for a decision of whoever looks: claims of enterprises first, then reports, the doubtful ones before the clean.
import { listClaims, reviewClaim } from "../../modules/people/claims/contract.ts";
import { acceptFilings, reviewQueue } from "../../modules/reporting/contract.ts";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { toast } from "../ui/toast.tsx";
import type { Decision } from "./decisions.tsx";
import { words } from "./words.ts";

export type Waiting = { decisions: readonly Decision[]; loading: boolean; claims: number; reports: number };

export function useWaiting(): Waiting {
  const say = useWords(words);
  const may = useMay();
  const format = useFormat();
  const claims = useCall(
    listClaims,
    may("people.claims") ? { state: "pending", limit: 10, sort: "createdAt" } : null,
  );
  const reports = useCall(reviewQueue, may("reporting.review") ? { limit: 10, sort: "submittedAt" } : null);
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
  return {
    decisions: [...ofClaims, ...ofReports],
    loading: claims.loading || reports.loading,
    claims: claims.data?.total ?? 0,
    reports: reports.data?.total ?? 0,
  };
}
