/** What is told instead to whom the policy is hidden, and in entries, which link the policy. */
export const HIDDEN_CAUSE = "a policy that applies has changed";
//# sourceMappingURL=cause.js.map