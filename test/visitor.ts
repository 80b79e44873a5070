// Somebody who speaks HTTP with a running house: signs in as a demo person, asks and writes as a browser would.

import type { z } from "zod";
import { demoSignIn, signInOptions } from "../src/platform/auth/contract.ts";
import type { Endpoint } from "../src/platform/http/contract.ts";

type Problem = { code: string; detail?: string };
export type Answer<E extends Endpoint> =
  | { ok: true; body: z.output<E["output"]> }
  | { ok: false; status: number; problem: Problem };

export class Visitor {
  readonly address: string;
  #cookie = "";

  constructor(address: string, cookie = "") {
    this.address = address;
    this.#cookie = cookie;
  }

  static async demo(address: string, name: string): Promise<Visitor> {
    const visitor = new Visitor(address);
    const { demo } = await visitor.must(signInOptions, {});
    const person = demo.find((one) => one.name === name);
    if (!person) throw new Error(`no demo person ${name}`);
    await visitor.must(demoSignIn, { personId: person.id });
    return visitor;
  }

  /** The same person at another address: the session outlives a restart. */
  at(address: string): Visitor {
    return new Visitor(address, this.#cookie);
  }

  /** The session as a browser keeps it. */
  browserCookie(): { name: string; value: string; url: string; httpOnly: boolean } {
    const at = this.#cookie.indexOf("=");
    const [name, value] = [this.#cookie.slice(0, at), this.#cookie.slice(at + 1)];
    return { name, value, url: this.address, httpOnly: true };
  }

  async call<E extends Endpoint>(endpoint: E, input: z.input<E["input"]>): Promise<Answer<E>> {
    const { path, rest } = placed(endpoint.path, input as Record<string, unknown>);
    const get = endpoint.method === "GET";
    const response = await fetch(`${this.address}${path}${get ? query(rest) : ""}`, {
      method: endpoint.method,
      headers: { cookie: this.#cookie, ...(get ? {} : { "content-type": "application/json" }) },
      ...(get ? {} : { body: JSON.stringify(rest) }),
    });
    for (const line of response.headers.getSetCookie()) this.#cookie = line.split(";")[0]!;
    const said = await response.text();
    if (response.ok) return { ok: true, body: JSON.parse(said) as z.output<E["output"]> };
    return { ok: false, status: response.status, problem: JSON.parse(said) as Problem };
  }

  /** Where a refusal would be a fault of the test. */
  async must<E extends Endpoint>(endpoint: E, input: z.input<E["input"]>): Promise<z.output<E["output"]>> {
    const answer = await this.call(endpoint, input);
    if (answer.ok) return answer.body;
    throw new Error(
      `${endpoint.method} ${endpoint.path}: ${answer.status} ${JSON.stringify(answer.problem)}`,
    );
  }

  async download(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(`${this.address}${path}`, { headers: { cookie: this.#cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  async upload(path: string, name: string, bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string>) {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    form.set("file", new Blob([bytes]), name);
    const response = await fetch(`${this.address}${path}`, {
      method: "POST",
      headers: { cookie: this.#cookie },
      body: form,
    });
    return { status: response.status, body: await response.json() };
  }
}

function placed(path: string, input: Record<string, unknown>) {
  const rest = { ...input };
  const filled = path.replace(/:(\w+)/g, (_, key: string) => {
    const value = encodeURIComponent(String(rest[key]));
    delete rest[key];
    return value;
  });
  return { path: filled, rest };
}

function query(input: Record<string, unknown>): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0
    ? ""
    : `?${new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)]))}`;
}
