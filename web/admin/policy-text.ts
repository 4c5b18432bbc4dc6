import type { PolicyFacts } from "./policies.queries.ts";

/**
 * A policy as it is written and changed here: the input of `createApprovalPolicy` and `updateApprovalPolicy`, in JSON, with
 * teams by their ids. What is empty is left out.
 */
export const policyText = (of: PolicyFacts): string => JSON.stringify(contentOf(of), null, 2);

/** What a new policy begins with. */
export const firstDraft = JSON.stringify(
  {
    name: "Two reviewers for Production",
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", count: 2 }],
    separationOfDuties: ["REQUESTER", "AUTHOR"],
    signing: "NONE",
    boundTags: [],
    expiresAfterHours: 168,
    gates: [],
    tiers: [],
    emergency: null,
  },
  null,
  2,
);

type Requirement = PolicyFacts["requirements"][number];

const requirement = ({ role, count, team }: Requirement) => ({ role, count, ...(team && { teamId: team.id }) });

const contentOf = (of: PolicyFacts) => ({
  name: of.name,
  slots: of.slots,
  requirements: of.requirements.map(requirement),
  separationOfDuties: of.separationOfDuties,
  signing: of.signing,
  boundTags: of.boundTags,
  expiresAfterHours: of.expiresAfterHours,
  gates: of.gates.map(({ waivableBy, ...gate }) => ({
    ...given(gate),
    ...(waivableBy.length > 0 && { waivableBy: waivableBy.map(requirement) }),
  })),
  rollbackWithinHours: of.rollbackWithinHours,
  tiers: of.tiers,
  emergency: of.emergency && {
    requirements: of.emergency.requirements.map(requirement),
    reviewWithinHours: of.emergency.reviewWithinHours,
  },
});

/** A thing without what is null in it, at any depth. */
const given = (of: object): object =>
  Object.fromEntries(
    Object.entries(of)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [
        key,
        value !== null && typeof value === "object" && !Array.isArray(value) ? given(value) : value,
      ]),
  );

export type Draft = Record<string, unknown>;

/** The draft that a text is; a sentence that says what is wrong with it. */
export const readDraft = (text: string): Draft | string => {
  try {
    const draft: unknown = JSON.parse(text);
    if (draft !== null && typeof draft === "object" && !Array.isArray(draft)) return draft as Draft;
    return "This is not one JSON object: {…}.";
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
};

export interface Change {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

const shown = (value: unknown): string => (value === undefined ? "" : JSON.stringify(value, null, 2));

/** What the draft changes, key by key; a key that it leaves out stays as it is. */
export const changesOf = (before: Draft, after: Draft): readonly Change[] =>
  Object.keys(after)
    .filter((key) => shown(before[key]) !== shown(after[key]))
    .map((key) => ({ key, before: shown(before[key]), after: shown(after[key]) }));
