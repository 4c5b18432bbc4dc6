import type { Link } from "../audit/entry.js";
import type { HeldPolicy } from "./approval-rules.js";

/** Links of an entry on a version's stream: its model, and the team that owned it then. */
export const versionLinks = ({
  model,
}: {
  model: { id: string; name: string; teamId: string; teamSlug: string };
}): Link[] => [
  { id: model.id, role: "model", label: model.name },
  { id: model.teamId, role: "owner", label: model.teamSlug },
];

/** Links to the policies that decide a request. */
export const policyLinks = (policies: readonly HeldPolicy[]): Link[] =>
  policies.flatMap(({ id, name }) => (id === null ? [] : [{ id, role: "policy", label: name } as const]));
