// axe inside the page itself: the same rules as its Playwright wrapper, which spends most of its time around them.
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

// The core comes with the wrapper, in the version the wrapper was made for.
const wrapper = createRequire(import.meta.url).resolve("@axe-core/playwright");
const { source } = createRequire(wrapper)("axe-core") as { source: string };

export type Fault = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };

/** No colour is caught half-way to another. */
const atRest = `new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)))
  .then(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))`;

/** All that a page has to mend before anybody is let in: serious and critical. */
export async function seriousFaults(page: Page, rules?: readonly string[]): Promise<Fault[]> {
  await page.evaluate(atRest);
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(source);
  const options = JSON.stringify({ resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) });
  const faults = (await page.evaluate(`axe.run(document, ${options}).then(({ violations }) =>
    violations.map(({ id, impact, nodes }) => ({ id, impact,
      nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) })))`)) as Fault[];
  return faults.filter(({ impact }) => impact === "serious" || impact === "critical");
}
