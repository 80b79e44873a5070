// Same trouble, one issue: how well look-alikes are found in texts the weights were not learned from, beside a plain baseline.
// Run: node bench/alike.ts [number of open appeals] [--learn]   (--learn writes src/engines/alike/weights.ts anew)
import { readFileSync, writeFileSync } from "node:fs";
import { Corpus } from "../src/engines/alike/corpus.ts";
import { compare, FEATURE_CODES } from "../src/engines/alike/features.ts";
import { grouped } from "../src/engines/alike/group.ts";
import {
  AlikeIndex,
  type Appeal,
  groups,
  type Reading,
  read,
  THRESHOLD,
} from "../src/engines/alike/index.ts";
import { csvReader } from "../src/platform/sheets/read-csv.ts";

const folder = new URL("../test/conformance/appeals/", import.meta.url);
type Row = Appeal & { group: string; half: string; family: string };

function rowsOf(name: string): Row[] {
  const reader = csvReader();
  const records = [...reader.push(readFileSync(new URL(name, folder), "utf8")), ...reader.end()];
  const [head, ...body] = records.map(({ fields }) => fields);
  return body.map((row) => Object.fromEntries(head!.map((column, i) => [column, row[i] ?? ""])) as Row);
}

const own = rowsOf("own.csv");
const groupOf = new Map(rowsOf("appeals_groups.csv").map(({ id, group }) => [id, group]));
const given = rowsOf("appeals.csv").map((row) => ({ ...row, group: groupOf.get(row.id)! }));

type Score = { precision: number; recall: number; f1: number };
function pairwise(truth: readonly Row[], found: readonly (string | number)[]): Score {
  let [both, said, real] = [0, 0, 0];
  for (let i = 0; i < truth.length; i++) {
    for (let j = i + 1; j < truth.length; j++) {
      const one = truth[i]!.group === truth[j]!.group;
      const taken = found[i] === found[j];
      both += Number(one && taken);
      said += Number(taken);
      real += Number(one);
    }
  }
  const precision = said ? both / said : 1;
  const recall = real ? both / real : 1;
  return { precision, recall, f1: said + real ? (2 * both) / (said + real) : 0 };
}
const show = ({ precision, recall, f1 }: Score): string =>
  `precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`;

/** Character bigrams, city and week, joined by single links: what one would try first. */
function baseline(rows: readonly Row[], cut: number): number[] {
  const grams = rows.map(({ title, text }) => {
    const whole = `${title}${text}`;
    return new Set(Array.from({ length: Math.max(0, whole.length - 1) }, (_, i) => whole.slice(i, i + 2)));
  });
  return grouped(
    rows.length,
    (i, j) => {
      const [a, b] = [grams[i]!, grams[j]!];
      const common = [...a].filter((gram) => b.has(gram)).length;
      const jaccard = common / (a.size + b.size - common || 1);
      const days = Math.abs(Date.parse(rows[i]!.time) - Date.parse(rows[j]!.time)) / 86_400_000;
      return jaccard + 0.1 * Number(rows[i]!.city === rows[j]!.city) + 0.1 * Number(days < 14) - cut;
    },
    0,
  );
}

type Pair = { values: number[]; same: boolean };
function pairsOf(rows: readonly Row[]): { readings: Reading[]; at: (i: number, j: number) => Pair } {
  const readings = rows.map(read);
  const corpus = new Corpus();
  for (const reading of readings) corpus.add(reading);
  return {
    readings,
    at: (i, j) => ({
      values: compare(readings[i]!, readings[j]!, corpus).values,
      same: rows[i]!.group === rows[j]!.group,
    }),
  };
}

/** Logistic regression by Newton's method, ridge λ on every weight but the base. */
function learn(pairs: readonly Pair[], ridge: number): number[] {
  const size = FEATURE_CODES.length + 1;
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 40; round++) {
    const gradient = weights.map((w, k) => (k === 0 ? 0 : -ridge * w));
    const hessian = Array.from({ length: size }, (_, k) =>
      Array.from({ length: size }, (_, l) => (k === l ? (k === 0 ? 1e-9 : ridge) : 0)),
    );
    for (const { values, same } of pairs) {
      const x = [1, ...values];
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, k) => sum + value * weights[k]!, 0)));
      const v = p * (1 - p);
      for (let k = 0; k < size; k++) {
        if (x[k] === 0) continue;
        gradient[k]! += (Number(same) - p) * x[k]!;
        for (let l = 0; l < size; l++) hessian[k]![l]! += v * x[k]! * x[l]!;
      }
    }
    const step = solve(hessian, gradient);
    weights = weights.map((w, k) => w + step[k]!);
    if (Math.max(...step.map(Math.abs)) < 1e-8) break;
  }
  return weights;
}

function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]!]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = 0; i < rows.length; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let l = k; l <= rows.length; l++) rows[i]![l]! -= factor * rows[k]![l]!;
    }
  }
  return rows.map((row, k) => row[rows.length]! / row[k]!);
}

const allPairs = (rows: readonly Row[]): Pair[] => {
  const { at } = pairsOf(rows);
  const out: Pair[] = [];
  for (let i = 0; i < rows.length; i++) for (let j = i + 1; j < rows.length; j++) out.push(at(i, j));
  return out;
};

const groupsBy = (rows: readonly Row[], weights: readonly number[], threshold: number): number[] => {
  const { at } = pairsOf(rows);
  return grouped(
    rows.length,
    (i, j) => weights[0]! + at(i, j).values.reduce((sum, value, k) => sum + value * weights[k + 1]!, 0),
    threshold,
  );
};

/** Ridge and threshold are chosen by leaving a fifth of the families out in turn; what comes out is the honest score on our own texts. */
function choose(): { ridge: number; threshold: number } {
  const families = [...new Set(own.map(({ family }) => family))];
  const foldOf = (row: Row): number => families.indexOf(row.family) % 5;
  let best = { ridge: 1, threshold: 0, f1: -1 };
  for (const ridge of [0.1, 0.3, 1, 3, 10]) {
    const learned = [0, 1, 2, 3, 4].map((fold) =>
      learn(allPairs(own.filter((row) => foldOf(row) !== fold)), ridge),
    );
    for (const threshold of [-2, -1.5, -1, -0.5, 0, 0.5, 1]) {
      const f1 =
        [0, 1, 2, 3, 4]
          .map((fold) => {
            const left = own.filter((row) => foldOf(row) === fold);
            return pairwise(left, groupsBy(left, learned[fold]!, threshold)).f1;
          })
          .reduce((sum, value) => sum + value, 0) / 5;
      if (f1 > best.f1) best = { ridge, threshold, f1 };
    }
  }
  console.log(
    `chosen by families left out: ridge ${best.ridge}, threshold ${best.threshold}, F1 ${best.f1.toFixed(3)}`,
  );
  return best;
}

if (process.argv.includes("--learn")) {
  const { ridge, threshold } = choose();
  const weights = learn(allPairs(own), ridge);
  const file = new URL("../src/engines/alike/weights.ts", import.meta.url);
  const lines = FEATURE_CODES.map(
    (code, k) => `  ${/^[a-z]+$/.test(code) ? code : `"${code}"`}: ${weights[k + 1]!.toFixed(3)},`,
  );
  writeFileSync(
    file,
    [
      "// The weights of the findings, learned by bench/alike.ts --learn from test/conformance/appeals/own.csv.",
      'import type { FeatureCode } from "./features.ts";',
      "",
      `export const BASE = ${weights[0]!.toFixed(3)};`,
      "/** Mean log-odds from which two groups are one. */",
      `export const THRESHOLD = ${threshold};`,
      "export const WEIGHTS: Readonly<Record<FeatureCode, number>> = {",
      ...lines,
      "};",
      "",
    ].join("\n"),
  );
  console.log(`${file.pathname} written; run again without --learn`);
} else {
  for (const [name, rows] of [
    ["own texts, which the weights were learned from", own],
    ["texts given with the task, never looked at while learning", given],
  ] as const) {
    const started = performance.now();
    const score = pairwise(rows, groups(rows));
    const took = performance.now() - started;
    const cuts = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4];
    const plain = cuts.map((cut) => pairwise(rows, baseline(rows, cut))).sort((a, b) => b.f1 - a.f1)[0]!;
    console.log(`${name} (${rows.length}): ${show(score)} in ${took.toFixed(0)} ms`);
    console.log(
      `  character bigrams + city + week, best of ${cuts.length} cuts: ${show(plain)}; ratio ${(score.f1 / plain.f1).toFixed(2)}`,
    );
    const curve = [-3, -2, -1, 0, 1, 2].map((shift) => {
      const { precision, recall, f1 } = pairwise(rows, groups(rows, THRESHOLD + shift));
      return `${THRESHOLD + shift}: ${precision.toFixed(2)}/${recall.toFixed(2)}/${f1.toFixed(2)}`;
    });
    console.log(`  curve, threshold: precision/recall/F1  ${curve.join("  ")}`);
  }
  lookUps();
}

/** One new text against many that are open: the texts at hand again and again, under other places and days. */
function lookUps(): void {
  const size = Number(process.argv.find((one) => /^\d+$/.test(one)) ?? 20_000);
  const index = new AlikeIndex();
  const cities = [...new Set(own.map(({ province, city }) => `${province} ${city}`))];
  const started = performance.now();
  for (let i = 0; i < size; i++) {
    const row = own[i % own.length]!;
    const [province = "", city = ""] = cities[(i * 7) % cities.length]!.split(" ");
    const day = new Date(Date.parse(row.time.slice(0, 10)) + ((i * 13) % 700) * 86_400_000);
    index.add({ ...row, id: `n${i}`, province, city, time: day.toISOString().slice(0, 10) });
  }
  const built = performance.now() - started;
  const times = given.map((row) => {
    const at = performance.now();
    index.alike(row);
    return performance.now() - at;
  });
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
  console.log(
    `one text against ${size} open: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms; index built in ${(built / 1000).toFixed(1)} s, ${(process.memoryUsage().rss / 1048576).toFixed(0)} MB`,
  );
}
