// Writes the workbooks of the import bench in a process of its own, whose memory is not counted with that of reading them.
// Run: node bench/import-book.ts <file> <rows> <known>; known 0: all new, with codes.
import { writeFileSync } from "node:fs";
import type { EnterpriseRecord } from "../src/engines/identity/index.ts";
import { inventedCode } from "../src/modules/enterprises/fixtures.ts";
import { careless, generator, register } from "./identity-pairs.ts";
import { workbookOf, written } from "./import-list.ts";

const [, , file = "", count = "0", among = "0"] = process.argv;
const [rows, known] = [Number(count), Number(among)];
writeFileSync(
  file,
  known > 0
    ? await carelessBook(register(5, known + rows).slice(known - rows / 2, known + rows / 2))
    : await workbookOf(rows, (n) => inventedCode("370100", n)),
);

/** As somebody's own list has them: without codes, names and addresses written in their own way. */
async function carelessBook(records: readonly EnterpriseRecord[]): Promise<Buffer> {
  const random = generator(6);
  const names = new Set<string>();
  return written(
    records.flatMap((record) => {
      const { name, address } = careless(record, random);
      if (names.has(name)) return [];
      names.add(name);
      return [[null, name, null, null, "2221", `${record.code.slice(2, 6)}00`, null, null, address]];
    }),
  );
}
