// The Excel way with a real spreadsheet program: template out of the house, filled by LibreOffice, back into the draft.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { getFiling, myFilings } from "../../src/modules/reporting/contract.ts";
import { copyFolder, type House, openHouse } from "../house.ts";
import { Visitor } from "../visitor.ts";
import { fillWorkbook, libreOffice } from "./spreadsheet.ts";

const missing = !libreOffice();
let house: House | undefined;

beforeAll(async () => {
  if (missing) return;
  house = await openHouse({ home: copyFolder(inject("prepared")) });
});
afterAll(async () => {
  await house?.close();
});

// Left out only where a person has no LibreOffice; the change's own check must have it.
test.skipIf(missing && process.env.CI !== "true")(
  "LibreOffice (soffice; Debian: libreoffice-calc) fills the exported template and the draft has the values",
  async () => {
    expect(missing, "soffice is not installed").toBe(false);
    const clerk = await Visitor.demo(house!.address, "王填报");
    const { rows } = await clerk.must(myFilings, { state: "due" });
    const { id, period } = rows[0]!;
    const template = await clerk.download(`/api/reporting/filings/${id}/template.xlsx`);
    const before = await clerk.must(getFiling, { id });
    expect(before.entry.values.employees).toMatch(/^\d+$/);
    const filled = fillWorkbook(template, {
      output_value: "1234.5",
      sales_value: "1,180.25",
      profit: "-12.34",
      capacity_use: "81.5",
      difficulty: "欠料、运费上涨 =1+1",
    });
    const fields = { revision: String(before.entry.revision) };
    const upload = await clerk.upload(
      `/api/reporting/filings/${id}/upload`,
      `${period}.xlsx`,
      filled,
      fields,
    );
    expect(upload.status, JSON.stringify(upload.body)).toBe(200);
    const after = await clerk.must(getFiling, { id });
    expect(after.card.state).toBe("draft");
    expect(after.entry.values).toMatchObject({
      output_value: "1234.5",
      sales_value: "1180.25",
      profit: "-12.34",
      capacity_use: "81.5",
      difficulty: "欠料、运费上涨 =1+1",
      // Was in the template already and came back unharmed.
      employees: before.entry.values.employees,
    });
    // Cells left empty are named by their address, none of those filled is.
    const { problems } = upload.body as {
      problems: { cell: string; field: string | null; severity: string }[];
    };
    const hard = problems.filter((problem) => problem.severity === "hard");
    expect(hard.map((problem) => problem.field)).toContain("orders");
    expect(hard.every((problem) => /^(.*!)?\$?C\$?\d+$/.test(problem.cell))).toBe(true);
    expect(hard.map((problem) => problem.field)).not.toContain("output_value");
  },
);
