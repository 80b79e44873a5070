// The power goes out while clerks submit: every receipt given is good afterwards, nothing arrived twice, drafts are there.
import { randomUUID } from "node:crypto";
import { afterAll, expect, inject, test } from "vitest";
import {
  dropCorrection,
  getFiling,
  getReceipt,
  myFilings,
  type Receipt,
  saveEntry,
  startCorrection,
  submitFiling,
} from "../../src/modules/reporting/contract.ts";
import { copyFolder, type House, openHouse } from "../house.ts";
import { Visitor } from "../visitor.ts";

const open: House[] = [];

afterAll(async () => {
  for (const house of open) await house.close();
});

async function opened(home = copyFolder(inject("prepared"))): Promise<House> {
  const house = await openHouse({ home });
  open.push(house);
  return house;
}

/** One attempt to file: the sender's number is known before it is sent, the receipt only when it was acknowledged. */
type Sent = { filingId: string; submissionId: string; revision: number; marker: string; receipt?: Receipt };

/** Corrects and files the same month over and over, as fast as the house answers, until the line goes dead. */
async function fileInALoop(
  clerk: Visitor,
  filingId: string,
  sent: Sent[],
  until: () => boolean,
): Promise<void> {
  try {
    for (let n = 1; !until(); n++) {
      const reason = `第 ${n} 次更正`;
      await clerk.must(startCorrection, { id: filingId, reason });
      const { entry } = await clerk.must(getFiling, { id: filingId });
      const marker = `断电演练 ${n} ${randomUUID()}`;
      const changes = { difficulty: marker };
      const { revision } = await clerk.must(saveEntry, { id: filingId, revision: entry.revision, changes });
      const attempt: Sent = { filingId, submissionId: randomUUID(), revision, marker };
      sent.push(attempt);
      const { submissionId } = attempt;
      attempt.receipt = await clerk.must(submitFiling, { id: filingId, submissionId, revision });
    }
  } catch (error) {
    // The line went dead, as intended; a refusal would be a fault of the test.
    if (!(error instanceof TypeError)) throw error;
  }
}

/** Until so many receipts were given; ends too when no loop goes on any more. */
async function enough(sent: Sent[], count: number, going: Promise<unknown>): Promise<void> {
  let over = false;
  void going.finally(() => {
    over = true;
  });
  while (!over && sent.filter((one) => one.receipt).length < count)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

test.each([
  { what: "the server", database: false },
  { what: "server and database", database: true },
])("kill -9 of $what while four returns are being filed", async ({ database }) => {
  let house = await opened();
  const clerk = await Visitor.demo(house.address, "王填报");
  const { rows } = await clerk.must(myFilings, { state: "locked", limit: 4 });
  const filings = rows.map((row) => row.id);
  expect(filings).toHaveLength(4);
  const sent: Sent[] = [];
  for (let round = 1; round <= 2; round++) {
    const here = clerk.at(house.address);
    let over = false;
    const loops = filings.map((id) => fileInALoop(here, id, sent, () => over));
    await enough(sent, 12 * round, Promise.all(loops));
    await house.kill({ database });
    over = true;
    await Promise.all(loops);
    house = await opened(house.home);
    // What got no answer is sent again under its own number, as the page does.
    const back = clerk.at(house.address);
    for (const one of sent.filter((attempt) => !attempt.receipt)) {
      const { filingId: id, submissionId, revision } = one;
      one.receipt = await back.must(submitFiling, { id, submissionId, revision });
    }
    for (const id of filings) await settle(back, id);
  }
  const back = clerk.at(house.address);
  const receipts = new Set<string>();
  for (const { filingId, receipt, marker } of sent) {
    const kept = await back.must(getReceipt, { id: filingId, vintage: receipt!.vintage });
    expect(kept).toEqual(receipt);
    expect(kept.values.difficulty).toBe(marker);
    receipts.add(kept.receipt);
  }
  expect(receipts.size).toBe(sent.length);
  for (const filingId of filings) {
    const { vintages, card } = await back.must(getFiling, { id: filingId });
    const mine = sent.filter((one) => one.filingId === filingId);
    expect(vintages.map((vintage) => vintage.number)).toEqual(vintages.map((_, i) => i + 1));
    // The demo's own first vintage, one for each attempt, and not one more.
    expect(vintages).toHaveLength(1 + mine.length);
    expect(card).toMatchObject({ state: "submitted", vintage: vintages.length });
  }
});

/** A correction that was begun when the light went out is a draft again: filed vintages are not touched by dropping it. */
async function settle(clerk: Visitor, id: string): Promise<void> {
  const { card } = await clerk.must(getFiling, { id });
  if (card.state === "draft") await clerk.must(dropCorrection, { id });
}

test.each([{ database: false }, { database: true }])(
  "a draft once saved is there after kill -9 (database too: $database)",
  async ({ database }) => {
    const house = await opened();
    const clerk = await Visitor.demo(house.address, "王填报");
    const { rows } = await clerk.must(myFilings, { state: "due" });
    const id = rows[0]!.id;
    let { revision } = (await clerk.must(getFiling, { id })).entry;
    const typed: Record<string, string> = {};
    for (const [field, value] of [
      ["output_value", "1,234.50"],
      ["sales_value", "一千二"],
      ["difficulty", "停电三天，欠料"],
    ] as const) {
      typed[field] = value;
      ({ revision } = await clerk.must(saveEntry, { id, revision, changes: { [field]: value } }));
    }
    await house.kill({ database });
    const again = await opened(house.home);
    const { card, entry } = await clerk.at(again.address).must(getFiling, { id });
    expect(entry.values).toMatchObject(typed);
    expect(entry.revision).toBe(revision);
    expect(card.state).toBe("draft");
  },
);
