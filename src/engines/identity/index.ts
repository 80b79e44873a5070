// The door of the identity engine: codes and names of enterprises, and whether two records are one.
export {
  buildIndex,
  CANDIDATES,
  candidates,
  type Found,
  findMatches,
  type MatchIndex,
} from "./candidates.ts";
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
export { type Decision, LEARN, type LearnOptions, learn } from "./learn.ts";
export {
  type EnterpriseRecord,
  findings,
  type Match,
  match,
  matchPrepared,
  type Prepared,
  prepare,
  type Reason,
} from "./match.ts";
export { nameKey, normalizeName } from "./name.ts";
export type * from "./types.ts";
export { CALL_AT, type Finding, REASONS, WEIGHTS, type Weights } from "./weights.ts";
