// `wenlian enterprises match`: pairs of enterprises in, the verdict on each out.
import { match as matchRecords } from "../engines/identity/index.ts";
import { csvLine } from "../platform/sheets/read-csv.ts";
import { type Command, options, writeWhole } from "./command.ts";
import { type Check, readTable } from "./table.ts";

export const match: Command = async (args) => {
  const { in: input, out } = options(args, ["in", "out"]);
  const lines = [csvLine(["id", "score", "verdict"])];
  await readTable(input, COLUMNS, ({ fields }) => {
    const [id = "", name = "", code = "", region = "", address = "", ...other] = fields;
    const [otherName = "", otherCode = "", otherRegion = "", otherAddress = ""] = other;
    const { score, verdict } = matchRecords(
      { name, code, region, address },
      { name: otherName, code: otherCode, region: otherRegion, address: otherAddress },
    );
    lines.push(csvLine([id, score.toFixed(6), verdict]));
  });
  await writeWhole(out, [...lines, ""].join("\n"));
};

const given: Check = (text) => (text.trim() === "" ? { zh: "不能为空", en: "must not be empty" } : null);
const any: Check = () => null;
const COLUMNS: Readonly<Record<string, Check>> = {
  id: given,
  a_name: given,
  a_code: any,
  a_region: any,
  a_address: any,
  b_name: given,
  b_code: any,
  b_region: any,
  b_address: any,
};
