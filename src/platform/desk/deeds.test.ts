// Deeds in plain words: counted, named, and nothing dropped in silence.
import { expect, test } from "vitest";
import { inWords } from "./deeds.ts";

const deeds = {
  "a.accept": { zh: "审核通过报表 {count} 份", en: "{count} returns accepted" },
  "a.read": null,
};

test("counts a kind of deed and names at most five it was about", () => {
  const done = "甲乙丙丁戊己".split("").map((about) => ({ action: "a.accept", about }));
  expect(inWords(done, deeds)[0]!.zh).toBe("审核通过报表 6 份：甲、乙、丙、丁、戊 等");
  expect(inWords([{ action: "a.accept", about: null }], deeds)[0]!.en).toBe("1 returns accepted");
});

test("what has no words is counted, what is marked as nothing to tell is not", () => {
  expect(inWords([{ action: "a.read", about: null }], deeds)).toEqual([]);
  const lines = inWords(
    [
      { action: "b.unknown", about: "甲" },
      { action: "a.accept", about: null },
    ],
    deeds,
  );
  expect(lines.map((l) => l.zh)).toEqual(["审核通过报表 1 份", "其他操作 1 次"]);
});
