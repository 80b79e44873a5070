// Invented enterprises for tests, the bench and the demo: codes with fitting check digits that nobody holds.
import { creditCheckCharacter, orgCheckCharacter } from "../../engines/identity/index.ts";

/** 91 (enterprise), a region, and a number in the body; the same number gives the same code. */
export function inventedCode(region: string, n: number): string {
  const body = `MADEM${String(n % 1000).padStart(3, "0")}`;
  // A body has eight places: the thousands go where the letters would run out of numbers.
  const place = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const own = n < 1000 ? body : `MD${place[Math.floor(n / 29_791_000) % 31]}${digits(n, place)}`;
  const org = own + orgCheckCharacter(own).replace("O", "0");
  const code = `91${region}${org}`;
  return code + creditCheckCharacter(code);
}

function digits(n: number, place: string): string {
  let out = "";
  for (let rest = n, i = 0; i < 5; i++, rest = Math.floor(rest / 31)) out = place[rest % 31] + out;
  return out;
}

/** The same code with a check digit that does not fit, as some early real ones have. */
export function misfitCode(region: string, n: number): string {
  const code = inventedCode(region, n);
  return code.slice(0, -1) + (code.endsWith("A") ? "B" : "A");
}

export const aDetails = (n: number, parts: object = {}) => ({
  name: `测试第${n}纸业有限公司`,
  creditCode: inventedCode("370100", n),
  industryCode: "2221",
  regionCode: "370100",
  ...parts,
});
