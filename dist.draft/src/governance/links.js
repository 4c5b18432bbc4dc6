/** Links to the policies that decide a request. */
export const policyLinks = (policies) => policies.flatMap(({ id, name }) => (id === null ? [] : [{ id, role: "policy", label: name }]));
//# sourceMappingURL=links.js.map