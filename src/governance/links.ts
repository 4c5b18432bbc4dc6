import type { Link } from "../audit/entry.js";
import type { HeldPolicy } from "./approval-rules.js";

/** Links to the policies that decide a request. */
export const policyLinks = (policies: readonly Pick<HeldPolicy, "id" | "name">[]): Link[] =>
  policies.flatMap(({ id, name }) => (id === null ? [] : [{ id, role: "policy", label: name } as const]));
