import { defineKind } from "../../kind.js";
/** Browsers' sessions: named to auditors, and to whoever may read the stream that names them. */
export const sessionKind = defineKind({
    prefixes: ["ses"],
    subject: "session",
    reader: "auditors",
    namedInOpenEntries: "also",
    streamless: true,
    resolvers: [],
});
//# sourceMappingURL=session.kind.js.map