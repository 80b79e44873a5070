// What the registry does when others speak: an enterprise that people has taken in gets its card.
import type { Listener } from "../../platform/events/outbox.ts";
import { events as people } from "../people/contract.ts";
import { cardFor } from "./actions/record.ts";

export const listeners: readonly Listener[] = [
  {
    event: people.organisationAdded.name,
    name: "enterprises.onOrganisationAdded",
    hear: async (ctx, event) => {
      const { organisationId, kind, name, creditCode } = people.organisationAdded.payload.parse(
        event.payload,
      );
      if (kind === "enterprise") await cardFor(ctx, { id: organisationId, name, creditCode });
    },
  },
];
