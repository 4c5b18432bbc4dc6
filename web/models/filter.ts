/** What the filter of the models screen may say. */

import { type Clause, parseClauses } from "../parts/list/clauses.ts";

/** Which list a clause is about: both, or versions alone. */
const clauseKeys = {
  team: "both",
  owner: "models",
  holds: "models",
  open: "models",
  tier: "models",
  tag: "versions",
  version: "versions",
  stage: "versions",
  alias: "versions",
  metric: "versions",
  param: "versions",
} as const;

export type ClauseKey = keyof typeof clauseKeys;

export const parseFilter = (filter: string): readonly Clause[] => parseClauses(filter, clauseKeys);

/** What `open:` may say: whether requests to move a version are open. */
export const openWords = { yes: true, no: false } as const;

/** Risk tiers as they are typed. */
export const tiers = ["HIGH", "MEDIUM", "LOW"] as const;

/** Whether the filter asks for versions rather than models. */
export const asksVersions = (clauses: readonly Clause[]): boolean =>
  clauses.some(({ key }) => key !== null && clauseKeys[key as ClauseKey] === "versions");
