// The door of the identity engine: codes and names of enterprises.
export {
  checkCreditCode,
  creditCheckCharacter,
  normalizeCreditCode,
  orgCheckCharacter,
} from "./credit-code.ts";
export { CREDIT_CODE_CHARSET, REGION_PREFIXES, REGISTRARS, SECTIONS } from "./defaults.ts";
export {
  type IndustryCode,
  type IndustryLevel,
  isWithinIndustry,
  parseIndustryCode,
  sectionOfDivision,
} from "./gb4754.ts";
export { nameKey, normalizeName } from "./name.ts";
export type * from "./types.ts";
