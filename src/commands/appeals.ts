// `wenlian appeals alike`: appeals in, the group of each out; one group is one trouble.
import { type Appeal, groups } from "../engines/alike/index.ts";
import { csvLine } from "../platform/sheets/read-csv.ts";
import { type Command, options, writeWhole } from "./command.ts";
import { type Check, readTable } from "./table.ts";

const MOST = 5000;

export const alike: Command = async (args) => {
  const { in: input, out } = options(args, ["in", "out"]);
  const appeals: Appeal[] = [];
  const seen = new Map<string, number>();
  await readTable(input, COLUMNS, ({ line, fields }, faults) => {
    const [id = "", time = "", type = "", province = "", city = "", industry = "", title = "", text = ""] =
      fields;
    const before = seen.get(id);
    if (before !== undefined) faults.add(line, "id", `与第 ${before} 行重复`, `the same as in row ${before}`);
    seen.set(id, line);
    if (title.trim() === "" && text.trim() === "")
      faults.add(line, "text", "标题和正文不能都为空", "title and text must not both be empty");
    if (appeals.length === MOST)
      faults.add(line, "id", `一次最多 ${MOST} 条，请分批`, `at most ${MOST} at once; split the file`);
    appeals.push({ id, time, type, province, city, industry, title, text });
  });
  const found = groups(appeals);
  const lines = appeals.map(({ id }, i) => csvLine([id, `G${String(found[i]! + 1).padStart(4, "0")}`]));
  await writeWhole(out, [csvLine(["id", "group"]), ...lines, ""].join("\n"));
};

const given: Check = (text) => (text.trim() === "" ? { zh: "不能为空", en: "must not be empty" } : null);
const any: Check = () => null;
const moment: Check = (text) =>
  text === "" || !Number.isNaN(Date.parse(text))
    ? null
    : { zh: `“${text.slice(0, 40)}”不是日期，应为 2026-11-24 或 2026-11-24T09:30:00`, en: "is not a date" };
const COLUMNS: Readonly<Record<string, Check>> = {
  id: given,
  time: moment,
  type: any,
  province: any,
  city: any,
  industry: any,
  title: any,
  text: any,
};
