import { defineKind } from "../kind.js";
/** The whole installation; its stream is for auditors. */
export const organizationKind = defineKind({
    prefixes: ["org"],
    subject: "organization",
    reader: "everybody",
    opensStream: () => false,
    resolvers: [],
});
//# sourceMappingURL=organization.kind.js.map