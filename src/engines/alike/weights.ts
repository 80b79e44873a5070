// The weights of the findings, learned by bench/alike.ts --learn from test/conformance/appeals/own.csv.
import type { FeatureCode } from "./features.ts";

export const BASE = -2.081;
/** Mean log-odds from which two groups are one. */
export const THRESHOLD = -2;
export const WEIGHTS: Readonly<Record<FeatureCode, number>> = {
  "same-type": -0.225,
  "same-industry": -0.079,
  words: -1.157,
  phrases: -4.784,
  "same-trouble": 2.543,
  "other-trouble": -1.98,
  "other-family": -0.325,
  "same-thing": 1.952,
  "other-thing": -0.928,
  "same-cause": 4.724,
  "other-cause": -1.872,
  "same-site": 4.72,
  "other-site": 1.709,
  "same-county": 0.635,
  "same-city": -1.246,
  "same-province": 0.352,
  "other-province": 0.26,
  "local-elsewhere": -2.794,
  "local-here": 1.72,
  "sent-apart": -7.808,
  "local-later": -1.773,
  "same-days": 1.531,
  "other-days": -0.477,
  "same-matter": 1.379,
  "same-matter-here": -1.18,
  "title-agrees": 0.501,
  "title-differs": 0.1,
  "thing-unsaid": -0.673,
  "named-elsewhere": -1.729,
  "thing-near": 0.264,
  "cause-near": -2.149,
  "cause-unsaid": 0.577,
  "same-figures": 2.651,
};
