import { defineKind } from "../kind.js";

declare module "../db/ids.js" {
  interface IdPrefixes {
    log: true;
  }
}

/** The Merkle log over all entries: what it does itself is told on its own stream, to auditors. */
export const logKind = defineKind({
  prefixes: ["log"],
  subject: "log",
  reader: "auditors",
  resolvers: [],
});
