import { defineKind } from "../kind.js";

declare module "../db/ids.js" {
  interface IdPrefixes {
    org: true;
  }
}

/** The whole installation; its stream is for auditors. */
export const organizationKind = defineKind({
  prefixes: ["org"],
  subject: "organization",
  reader: "everybody",
  opensStream: () => false,
  resolvers: [],
});
