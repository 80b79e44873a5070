// The row of the desk: asks every module in turn what waits for whoever asks.
import type { Ctx } from "../ctx.ts";
import { type Row, row } from "../http/row.ts";
import type { Module } from "../module.ts";
import { readDesk } from "./contract.ts";
import { joinDesks } from "./order.ts";

export const deskRows = (modules: readonly Module[]): readonly Row[] => [
  row(readDesk, "signed-in", async (ctx: Ctx) => {
    const desks = [];
    for (const { name, desk } of modules) if (desk) desks.push({ module: name, ...(await desk(ctx)) });
    return joinDesks(desks, ctx.now);
  }),
];
