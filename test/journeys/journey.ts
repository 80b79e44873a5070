// What the journeys share: a house of their own with demo data, a browser, and people walking in with it.

import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";
import type { Role } from "../../src/modules/people/contract.ts";
import { acceptInvitation, invite } from "../../src/modules/people/invitations/contract.ts";
import { signIn } from "../../src/platform/auth/contract.ts";
import { copyFolder, type House, openHouse } from "../house.ts";
import { Visitor } from "../visitor.ts";
import { desktop, openBrowser, watch } from "./browser.ts";

/** `answered`: refusals this visit is about, which the page is to put into a sentence. */
type Window = BrowserContextOptions & { answered?: readonly number[] };

export type Journey = {
  readonly house: House;
  readonly browser: Browser;
  /** A fresh window; with a visitor, already signed in. */
  open(visitor?: Visitor | null, options?: Window): Promise<Page>;
  demo(name: string): Promise<Visitor>;
  /** A person with a password, invited by link as in life. */
  colleague(
    by: Visitor,
    role: Role,
    who: { name: string; login: string; password: string },
  ): Promise<Visitor>;
};

/** Opens for the file it is called in and closes after it; any fault a page kept quiet about fails the file. */
export function journey(): Journey {
  const opened: { house?: House; browser?: Browser } = {};
  const contexts: BrowserContext[] = [];
  const faults: string[][] = [];
  const must = <T>(value: T | undefined): T => {
    if (!value) throw new Error("used before the house was open");
    return value;
  };
  beforeAll(async () => {
    const home = copyFolder(inject("prepared"));
    [opened.house, opened.browser] = await Promise.all([
      openHouse({ home }),
      openBrowser(inject("chromium")),
    ]);
  });
  afterAll(async () => {
    await opened.browser?.close();
    await opened.house?.close();
    expect(faults.flat(), "errors in the console").toEqual([]);
  });
  const address = () => must(opened.house).address;
  return {
    get house() {
      return must(opened.house);
    },
    get browser() {
      return must(opened.browser);
    },
    async open(visitor = null, { answered, ...options } = {}) {
      const context = await must(opened.browser).newContext({ ...desktop, baseURL: address(), ...options });
      contexts.push(context);
      context.setDefaultTimeout(30_000);
      if (visitor) await context.addCookies([visitor.browserCookie()]);
      const page = await context.newPage();
      faults.push(watch(page, answered));
      return page;
    },
    demo: (name) => Visitor.demo(address(), name),
    async colleague(by, role, { name, login, password }) {
      const { rows } = await by.must(invite, { rows: [{ name, contact: login, role }] });
      const token = rows[0]!.link!.split("/").pop()!;
      const visitor = new Visitor(address());
      await visitor.must(acceptInvitation, { token, name, login, password });
      await visitor.must(signIn, { login, password });
      return visitor;
    },
  };
}

/** A usual month of the demo's paper maker: last month's figures, so that nothing is far off. */
export function usual(previous: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(previous).flatMap(([code, value]) => (value === null ? [] : [[code, value]])),
  );
}
