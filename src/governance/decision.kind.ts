import { defineKind } from "../kind.js";
import { eraseSigner } from "./erase-signer.store.js";
import { DecisionResolver } from "./requests/decisions.resolver.js";

declare module "../db/ids.js" {
  interface IdPrefixes {
    dec: true;
  }
}

/** Decisions: shown with the request that they are on. */
export const decisionKind = defineKind({
  prefixes: ["dec"],
  subject: "decision",
  reader: "nobody",
  streamless: true,
  erase: eraseSigner,
  resolvers: [DecisionResolver],
});
