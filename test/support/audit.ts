import type { Actor, Answer } from "./actor.js";

const ENTRIES = `query ($filter: AuditEntryFilter) { auditEntries(first: 200, filter: $filter) { nodes {
  stream action outcome channel client reason actor { handle } subjects { id role label } before after decision } } }`;

/** The audit entries that a filter finds, oldest first, 200 at most; `by` must be allowed to read them. */
export const entriesOf = async (by: Actor, filter: Answer): Promise<Answer[]> =>
  (await by.ask(ENTRIES, { filter })).auditEntries.nodes;
