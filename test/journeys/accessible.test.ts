// Every page of enterprises, associations and experts held against axe; that nobody is left out, and that it barks.
import { expect, test } from "vitest";
import { seriousFaults } from "./axe.ts";
import { journey } from "./journey.ts";
import { tours } from "./pages.ts";
import { walks, walkWithAxe } from "./walk-axe.ts";

const here = journey();
walkWithAxe(here, walks.outside);

test("whoever has pages is walked in one of the two files", async () => {
  const roles = (await tours(here.house.address)).map(({ who }) => who ?? "nobody");
  expect([...walks.outside, ...walks.federation].sort()).toEqual(roles.sort());
});

test("a fault that was put in is found", async () => {
  const page = await here.open();
  await page.goto("/sign-in", { waitUntil: "networkidle" });
  await page.evaluate(`document.querySelector("main, body").insertAdjacentHTML("beforeend",
    "<p style='color:#bbb;background:#fff'>灰得看不清</p><img src='/icon.svg'>")`);
  const faults = await seriousFaults(page);
  expect(faults.map(({ id }) => id)).toEqual(expect.arrayContaining(["color-contrast", "image-alt"]));
});
