import { defineKind } from "../kind.js";

declare module "./entry.js" {
  interface SubjectRoles {
    /** The log, whose index was committed to: what happens once a minute is a list below it. */
    index: true;
  }
}

declare module "../db/ids.js" {
  interface IdPrefixes {
    log: true;
  }
}

/** The Merkle log over all entries: what it does itself is told on its own stream, to auditors. */
export const logKind = defineKind({
  prefixes: ["log"],
  subject: "log",
  below: {
    index: { list: "log.index" },
  },
  reader: "auditors",
  resolvers: [],
});
