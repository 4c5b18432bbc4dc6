import type { VersionEntriesQuery } from "../gql/graphql.ts";
import { word } from "../parts/text.ts";

export type Entry = NonNullable<VersionEntriesQuery["modelVersion"]>["evidence"]["nodes"][number];

/** Kinds that the list can be narrowed to. */
export const kinds = { all: "All", moves: "Moves", decisions: "Decisions", refusals: "Refusals" } as const;
export type Kind = keyof typeof kinds;
export const isKind = (text: string | undefined): text is Kind => text !== undefined && text in kinds;

const decisions = new Set([
  "approveTransition",
  "rejectTransition",
  "withdrawTransition",
  "voidTransition",
  "expireTransition",
]);
const moves = new Set([
  "applyTransition",
  "requestTransition",
  "rollbackSlot",
  "setAlias",
  "removeAlias",
  "displaceVersion",
]);

export const kindOf = ({ action, outcome }: Pick<Entry, "action" | "outcome">): Kind => {
  if (outcome !== "ALLOWED") return "refusals";
  if (decisions.has(action)) return "decisions";
  return moves.has(action) || /Slot|Alias|Transition/.test(action) ? "moves" : "all";
};

const verbs: Readonly<Record<string, string>> = {
  approveTransition: "approved the move of",
  rejectTransition: "rejected the move of",
  requestTransition: "asked to move",
  withdrawTransition: "took back the request for",
  applyTransition: "moved",
  setAlias: "pointed an alias at",
  removeAlias: "removed an alias of",
  createModelVersion: "registered",
  createRegisteredModel: "registered the model",
  createRun: "started the run",
  finishRun: "finished the run",
  createApprovalPolicy: "set the policy",
  updateApprovalPolicy: "changed the policy",
  retireApprovalPolicy: "retired the policy",
  setOwnershipTag: "named who answers for",
  setTag: "tagged",
  deleteTag: "removed a tag of",
  grantAccess: "shared",
  revokeAccess: "stopped sharing",
};

/** `approved the move of churn/7`: what was done, to what. What has no words of its own is told by its name. */
export const sentenceOf = ({ action, outcome, subjects }: Pick<Entry, "action" | "outcome" | "subjects">): string => {
  const target =
    subjects.find(({ role, hidden }) => role === "target" && !hidden) ?? subjects.find(({ hidden }) => !hidden);
  const verb = verbs[action] ?? word(action.replace(/([A-Z])/g, " $1"));
  const tried = outcome === "ALLOWED" ? "" : outcome === "DENIED" ? "was refused: " : "failed: ";
  const known = action in verbs;
  const what =
    target?.label ?? (target === undefined ? "something hidden" : known ? "" : target.type.replaceAll("_", " "));
  return `${tried}${verb} ${what}`.trimEnd();
};
