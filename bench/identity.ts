// Matching enterprises: how right on invented pairs, how many pairs a second, and how fast one is found among 100,000 known
// ones beside a scan of all. Run: node bench/identity.ts [known] [asked]
import {
  buildIndex,
  candidates,
  type EnterpriseRecord,
  findMatches,
  matchPrepared,
  prepare,
} from "../src/engines/identity/index.ts";
import { measure } from "./identity-measure.ts";
import { careless, generator, labelledPairs, register } from "./identity-pairs.ts";

const known = Number(process.argv[2] ?? 100_000);
const asked = Number(process.argv[3] ?? 10_000);

for (const seed of [1, 2, 3]) {
  const { auc, called, right, wrongMerges, pairs } = measure(labelledPairs(seed, 4600));
  console.log(
    `seed ${seed}: ${pairs} pairs, called ${percent(called)}, right ${percent(right)}, wrong merges ${wrongMerges}, AUC ${auc.toFixed(4)}`,
  );
}

const sample = [...labelledPairs(4, 4600)].map(({ a, b }) => [a, b] as const);
const whole = timed(() => sample.map(([a, b]) => matchPrepared(prepare(a), prepare(b)).score));
const ready = sample.map(([a, b]) => [prepare(a), prepare(b)] as const);
const only = timed(() => ready.map(([a, b]) => matchPrepared(a, b).score));
console.log(
  `pairs a second: ${rate(sample.length, whole.ms)} with taking apart, ${rate(sample.length, only.ms)} prepared`,
);

const records = register(5, known);
const built = timed(() => buildIndex(records));
console.log(`index of ${known}: ${built.ms.toFixed(0)} ms, ${built.result.postings.size} keys`);

const random = generator(6);
const questions = Array.from({ length: asked }, () => {
  const at = Math.floor(random() * known);
  return { at, record: careless(records[at] as EnterpriseRecord, random) };
});
const found = timed(() => questions.map(({ record }) => findMatches(built.result, record)));
const first = found.result.filter((list, at) => list[0]?.at === questions[at]?.at).length;
const reached = questions.filter(({ at, record }) => candidates(built.result, record).includes(at)).length;
console.log(
  `asked ${asked} of ${known}: ${(found.ms / asked).toFixed(2)} ms each, ${(found.ms / 1000).toFixed(1)} s in all; among the candidates ${percent(reached / asked)}, first ${percent(first / asked)}`,
);

const all = records.map(prepare);
const few = questions.slice(0, 3);
const scan = timed(() =>
  few.map(({ record }) => {
    const one = prepare(record);
    return all.map((other) => matchPrepared(one, other).score);
  }),
);
console.log(
  `scan of all: ${(scan.ms / few.length).toFixed(0)} ms each; the index is ${(scan.ms / few.length / (found.ms / asked)).toFixed(0)} times as fast`,
);

function timed<T>(run: () => T): { ms: number; result: T } {
  const began = performance.now();
  const result = run();
  return { ms: performance.now() - began, result };
}
function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
function rate(count: number, ms: number): string {
  return Math.round((count / ms) * 1000).toLocaleString("en");
}
