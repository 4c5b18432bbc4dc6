import { defineKind } from "../kind.js";
import { DecisionResolver } from "./requests.resolver.js";
/** Decisions: shown with the request that they are on. */
export const decisionKind = defineKind({
    prefixes: ["dec"],
    subject: "decision",
    reader: "nobody",
    streamless: true,
    resolvers: [DecisionResolver],
});
//# sourceMappingURL=decision.kind.js.map