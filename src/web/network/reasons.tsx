// Why a firm is a chokepoint, each reason a sentence with its figures.
import type { Reason } from "../../modules/network/runs/contract.ts";
import { useFormat } from "../lib/use-format.ts";
import { useSay } from "./names.tsx";

export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const sentence = useReason();
  if (reasons.length === 0) return null;
  return (
    <ul className="reasons">
      {reasons.map((one) => (
        <li key={one.kind}>{sentence(one)}</li>
      ))}
    </ul>
  );
}

function useReason(): (reason: Reason) => string {
  const say = useSay();
  const { percent } = useFormat();
  return (reason) => {
    switch (reason.kind) {
      case "single-source":
        return say("reason_single_source", { customers: reason.customers });
      case "market":
        return say("reason_market", { share: percent(reason.share, 0), hhi: reason.hhi.toFixed(2) });
      case "cut":
        return say("reason_cut", { firms: reason.firms });
      case "risk":
        return reason.times === null
          ? say("reason_risk_plain", { rank: reason.rank })
          : say("reason_risk", { rank: reason.rank, times: reason.times.toFixed(1) });
      case "hidden":
        return say("reason_hidden", { size: reason.size, rank: reason.rank });
    }
  };
}
