// The door of the registry of enterprises.
import type { Module } from "../../platform/module.ts";
import { loadReference } from "./actions/load-reference.ts";
import { refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { loadDemo, removeDemo } from "./fixtures.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { routes } from "./routes.ts";

export { registerEnterprise } from "./actions/record.ts";
export type { SupplyLink } from "./demo-network.ts";
export { demoSize, demoSupply } from "./fixtures.ts";
export { type SizeFacts, type SizeTable, sizeClass } from "./size-class.ts";
export { mergedEntries } from "./store/identity.ts";
export { type KeyListSpan, keyListSpans } from "./store/key-lists.ts";
export { findEnterprises } from "./store/list.ts";
export { enterpriseCards, enterprisesCalled, enterprisesIn } from "./store/record.ts";
export { keyListMembers, keyLists, readReference as reference } from "./store/reference.ts";

const federation = ["administrator", "duty_officer"];

export const enterprises: Module = {
  name: "enterprises",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions: {
    "enterprises.browse": [...federation, "secretary"],
    "enterprises.own": ["clerk", "owner"],
    "enterprises.read": [...federation, "secretary", "clerk", "owner"],
    "enterprises.write": [...federation, "secretary", "clerk", "owner"],
    "enterprises.register": federation,
    "enterprises.qualify": federation,
    "enterprises.merge": federation,
  },
  refusals,
  listeners,
  jobs,
  deeds,
  reference: loadReference,
  demo: { load: loadDemo, remove: removeDemo },
};
