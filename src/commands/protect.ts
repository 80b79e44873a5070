// `wenlian indicators protect`: one line per enterprise in, the table that may be published out; `--audit` attacks it.
import {
  attack,
  intervals,
  isDecimal,
  ofUnits,
  type Place,
  PROTECTION,
  type ProtectCell,
  type ProtectOptions,
  protect as protectTable,
  roundRatio,
} from "../engines/indicators/index.ts";
import { csvLine } from "../platform/sheets/read-csv.ts";
import { type Command, options, Refusal, writeWhole } from "./command.ts";
import { type Check, readTable } from "./table.ts";

export const protect: Command = async (args) => {
  const audit = args.includes("--audit");
  const rest = args.filter((arg) => arg !== "--audit");
  const asked = options(rest, ["in", "out"], ["k", "top1", "top2", "p"]);
  const rules: ProtectOptions = {
    minCount: bounded(asked.k, "k", PROTECTION.minCount, 2, 100),
    dominanceTop1: bounded(asked.top1, "top1", PROTECTION.dominanceTop1, 0, 1),
    dominanceTop2: bounded(asked.top2, "top2", PROTECTION.dominanceTop2, 0, 1),
    pShare: bounded(asked.p, "p", PROTECTION.pShare, 0, 1),
  };
  const cells = await readCells(asked.in);
  const table = protectTable(cells, rules);
  const known = new Map(audit ? intervals(cells, table).map((one) => [keyOf(one), one]) : []);
  const header = ["row", "column", "count", "value", "suppressed", ...(audit ? ["lo", "hi"] : [])];
  const lines = table.map((cell) => {
    const interval = known.get(keyOf(cell));
    const bounds = audit
      ? [interval ? decimal(interval.lo) : "", interval?.hi ? decimal(interval.hi) : ""]
      : [];
    // How many report is itself telling where they are few.
    const count = cell.suppressed === "few" ? "" : String(cell.count);
    const value = cell.units === null ? "" : decimal(cell.units);
    return csvLine([cell.row ?? "", cell.column ?? "", count, value, cell.suppressed ?? "", ...bounds]);
  });
  if (audit) report(cells, table, rules);
  await writeWhole(asked.out, [csvLine(header), ...lines, ""].join("\n"));
};

/** Says what the attack found; a table that gives something away is refused, and nothing is written. */
function report(cells: ProtectCell[], table: ReturnType<typeof protectTable>, rules: ProtectOptions): void {
  const open = attack(cells, table, rules);
  if (open.length > 0) {
    const list = open.map(({ row, column }) => `${row ?? "合计"} × ${column ?? "合计"}`).join("、");
    throw new Refusal(
      `核查未通过，以下单元仍可推出：${list}。未写出结果。`,
      `The audit found cells that can be worked out: ${list}. Nothing was written.`,
    );
  }
  const hidden = table.filter(({ suppressed }) => suppressed);
  const primary = hidden.filter(({ suppressed }) => suppressed !== "complementary").length;
  console.log(
    `核查通过：${table.length} 个单元中隐去 ${hidden.length} 个（其中直接 ${primary} 个），均无法推算到 ${rules.pShare! * 100}% 以内`,
  );
}

async function readCells(path: string): Promise<ProtectCell[]> {
  const cells = new Map<string, { row: string; column: string; values: string[] }>();
  const text: Check = (field) => (field.trim() ? null : { zh: "不能为空", en: "must not be empty" });
  const amount: Check = (field) =>
    isDecimal(field) && !field.startsWith("-")
      ? null
      : { zh: "不是非负数（最多六位小数）", en: "is not a number ≥ 0 with at most six decimals" };
  await readTable(path, { row: text, column: text, value: amount }, ({ fields }) => {
    const [row = "", column = "", value = ""] = fields;
    const key = keyOf({ row, column });
    const cell = cells.get(key) ?? { row, column, values: [] };
    cells.set(key, cell);
    cell.values.push(value);
  });
  return [...cells.values()];
}

const keyOf = ({ row, column }: Place) => `${row ?? "\u0001"}\u0000${column ?? "\u0001"}`;
const decimal = (units: bigint) => roundRatio(ofUnits(units), 6).replace(/\.?0+$/, "");

function bounded(text: string | undefined, name: string, usual: number, least: number, most: number): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw new Refusal(
    `--${name} 应在 ${least} 与 ${most} 之间`,
    `--${name} must be between ${least} and ${most}`,
    2,
  );
}
