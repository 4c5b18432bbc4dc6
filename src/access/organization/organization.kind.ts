import { defineKind } from "../../kind.js";
import { defineRules } from "../subject-rules.js";

declare module "../subject-rules.js" {
  interface Subjects {
    Organization: object;
  }
  interface Actions {
    /** To read all of the log, and what stands in it. */
    audit: true;
  }
}

declare module "../../db/ids.js" {
  interface IdPrefixes {
    org: true;
  }
}

/** The whole installation; its stream is for auditors. */
export const organizationKind = defineKind({
  prefixes: ["org"],
  subject: "organization",
  rules: [
    defineRules({
      subject: "Organization",
      actions: ["administer", "audit"],
      allow: (allow, standing) => {
        if (standing.is("ADMIN")) allow(["administer", "audit"]);
        if (standing.is("AUDITOR")) allow("audit");
      },
    }),
  ],
  reader: "everybody",
  opensStream: () => false,
  resolvers: [],
});
