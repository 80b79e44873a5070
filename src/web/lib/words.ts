// Words on the screen: a module's words.ts in the chosen language, with {name} filled in.
import type { Label } from "./feature.ts";
import { type Language, preferences, usePreferences } from "./preferences.ts";

type Dictionary = Readonly<Record<string, string>>;
export type Words<K extends string = string> = {
  readonly zh: Readonly<Record<K, string>>;
  readonly en: Readonly<Record<K, string>>;
};
type Params = Readonly<Record<string, string | number>>;
export type Say<K extends string> = (key: K, params?: Params) => string;

/** `const say = useWords(words); say("submit", { count: 3 })`. A key that stands only in zh is a compile error. */
export function useWords<Z extends Dictionary>(words: {
  readonly zh: Z;
  readonly en: { readonly [K in keyof Z]: string };
}): Say<keyof Z & string> {
  return sayIn(words, usePreferences().language);
}

/** Outside of components: problems, file names. */
export function sayIn<Z extends Dictionary>(
  words: { readonly zh: Z; readonly en: { readonly [K in keyof Z]: string } },
  language: Language = preferences().language,
): Say<keyof Z & string> {
  const own = words[language] as Dictionary;
  return (key, params) => fill(own[key] ?? words.zh[key] ?? key, params);
}

export const useLabel = (): ((label: Label) => string) => {
  const { language } = usePreferences();
  return (label) => label[language];
};

function fill(text: string, params: Params | undefined): string {
  return params ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) : text;
}
