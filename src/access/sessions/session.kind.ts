import { defineKind } from "../../kind.js";
import { SessionsResolver } from "./sessions.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    ses: true;
  }
}

/** Browsers' sessions: named to auditors, and to whoever may read the stream that names them. */
export const sessionKind = defineKind({
  prefixes: ["ses"],
  subject: "session",
  reader: "auditors",
  namedInOpenEntries: "also",
  streamless: true,
  resolvers: [SessionsResolver],
});
