// By which way a return came; what the enterprise typed itself needs no tag.

import { words } from "../../modules/reporting/behalf/words.ts";
import type { Channel } from "../../modules/reporting/contract.ts";
import { useWords } from "../lib/words.ts";
import { StateTag } from "../ui/state-tag.tsx";

type Origin = { channel: Channel; filedByName: string | null; source: string | null };

export function ChannelTag({ origin }: { origin: Origin }) {
  const say = useWords(words);
  if (origin.channel === "web") return null;
  return (
    <StateTag tone="blue" plain>
      {say(origin.channel)}
    </StateTag>
  );
}

/** The same in a list of facts. */
export function useOriginFacts(): (origin: Origin) => [string, string][] {
  const say = useWords(words);
  return (origin) => [
    [say("channel"), say(origin.channel)],
    ...(origin.filedByName ? [[say("by"), origin.filedByName] as [string, string]] : []),
    ...(origin.source
      ? [[say(origin.channel === "import" ? "file" : "source"), origin.source] as [string, string]]
      : []),
  ];
}
