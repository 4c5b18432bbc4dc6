import { defineKind } from "../../kind.js";
import { CheckFieldsResolver, CheckReportResolver, ChecksResolver, VersionChecksResolver } from "./checks.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    chk: true;
  }
}

/** Checks: shown with the version that they are of. */
export const checkKind = defineKind({
  prefixes: ["chk"],
  subject: "check",
  reader: "nobody",
  streamless: true,
  resolvers: [VersionChecksResolver, CheckFieldsResolver, CheckReportResolver, ChecksResolver],
});
