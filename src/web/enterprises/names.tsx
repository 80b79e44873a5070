// Codes as people call them: industry, province, tier and list names from the reference facts, with 待核实 where due.
import { type Reference, readReference, type SizeClass } from "../../modules/enterprises/contract.ts";
import { words } from "../../modules/enterprises/words.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";

type Named = Reference["regions"][number];

export function useNames() {
  const say = useWords(words);
  const { language } = useFormat();
  const { data } = useCall(readReference, {});
  const find = (list: readonly Named[] | undefined, code: string | null): Named | undefined =>
    code === null ? undefined : list?.find((one) => one.code === code);
  const name = (one: Named | undefined, code: string | null): string => one?.[language] ?? code ?? "—";
  // A group without classes is its own class: 377 is also written 3770.
  const industryOf = (code: string | null) =>
    find(data?.industries, code) ?? find(data?.industries, code?.replace(/0$/, "") ?? null);
  const regionOf = (code: string | null) =>
    find(data?.regions, code) ?? find(data?.regions, code && `${code.slice(0, 2)}0000`);
  const { tierKinds, keyLists, registrationTypes } = data ?? {};
  return {
    data,
    industryOf,
    regionOf,
    industry: (code: string | null) => name(industryOf(code), code),
    region: (code: string | null) => name(regionOf(code), code),
    tierOf: (code: string) => find(tierKinds, code),
    tier: (code: string) => name(find(tierKinds, code), code),
    keyListOf: (code: string) => find(keyLists, code),
    keyList: (code: string) => name(find(keyLists, code), code),
    registrationTypeOf: (code: string | null) => find(registrationTypes, code),
    registrationType: (code: string | null) => name(find(registrationTypes, code), code),
    size: (size: SizeClass) => say(`size_${size}`),
    options: (list: readonly Named[] | undefined) =>
      (list ?? []).map((one) => ({ value: one.code, label: one[language] })),
  };
}

const tones: Readonly<Record<SizeClass, TagTone>> = {
  large: "accent",
  medium: "accent",
  small: "grey",
  micro: "grey",
  unknown: "yellow",
};

export function SizeTag({ size }: { size: SizeClass }) {
  const say = useWords(words);
  return (
    <StateTag plain tone={tones[size]}>
      {say(`size_${size}`)}
    </StateTag>
  );
}

/** Beside a reference fact that nobody has checked against the original. */
export function Unverified({ of }: { of: { confidence: string; source: string } | undefined }) {
  const say = useWords(words);
  if (!of || of.confidence === "verified") return null;
  return (
    <span title={say("unverifiedHint", { source: of.source })}>
      <StateTag plain tone="yellow">
        {say("unverified")}
      </StateTag>
    </span>
  );
}
