import type { VersionQuery } from "../gql/graphql.ts";

export type VersionFacts = NonNullable<VersionQuery["modelVersion"]> & { readonly log: VersionQuery["auditLog"] };
export type VersionRequest = VersionFacts["transitionRequests"]["nodes"][number];

const isProduction = (slot: string): boolean => slot.toLowerCase() === "production";

/**
 * The number of the version that this one is compared with: the holder of Production, or, of the holder itself, the one
 * that it displaced; null when there is none.
 */
export const championOf = (of: VersionFacts): number | null => {
  const holder = of.registeredModel?.slots.find(({ slot }) => isProduction(slot))?.version ?? null;
  if (holder !== of.version) return holder;
  const into = of.transitionRequests.nodes.find(({ state, to }) => state === "APPLIED" && isProduction(to));
  return into?.displaces?.version ?? null;
};

/** The slots that the version holds now, with the instants since when: the stage first. */
export const heldBy = (of: VersionFacts): readonly { slot: string; since: string }[] =>
  of.slotHistory.nodes
    .filter(({ to }) => to === null || to === undefined)
    .map(({ slot, from }) => ({ slot, since: from }))
    .sort((a, b) => Number(a.slot.startsWith("@")) - Number(b.slot.startsWith("@")));

/** The request by which the version came where it stands. */
export const lastApplied = (of: VersionFacts): VersionRequest | undefined =>
  of.transitionRequests.nodes.find(({ state, to }) => state === "APPLIED" && to === of.stage.name);
