import { type Html, html, table } from "./html.js";
import { changeOf, type Story, signaturesOf } from "./story.js";

/** A revision of a policy, by the text that its digest is over. */
export interface ToldPolicy {
  readonly id: string;
  readonly revision: number;
  readonly text: string;
}

interface Requirement {
  readonly role: string;
  readonly teamId: string | null;
  readonly count: number;
}

interface PolicyText {
  readonly name: string;
  readonly slots: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly separationOfDuties: readonly string[];
  readonly boundTags: readonly string[];
  readonly expiresAfterHours: number;
  readonly gates?: readonly { readonly key?: unknown; readonly kind?: unknown }[];
  readonly tiers?: readonly string[];
  readonly signing?: string;
  readonly emergency?: { readonly requirements: readonly Requirement[]; readonly reviewWithinHours: number };
}

interface StatementText {
  readonly to: string;
  readonly policies: readonly { readonly id: string; readonly revision: number }[];
}

const places = (requirements: readonly Requirement[]): string =>
  requirements.length === 0
    ? "no signature"
    : requirements
        .map(
          ({ role, teamId, count }) =>
            `${count} of the role ${role} in ${teamId === null ? "the model's own team" : `the team ${teamId}`}`,
        )
        .join(", and ");

const apart: Record<string, string> = { AUTHOR: "who made the version", REQUESTER: "who asked for it" };

/** What a policy asks for, in one sentence each. */
const inWords = (policy: PolicyText): string[] => [
  `Before a version enters ${policy.slots.join(" or ")}, these sign: ${places(policy.requirements)}.`,
  ...(policy.separationOfDuties.length === 0
    ? []
    : [`Not among them: ${policy.separationOfDuties.map((duty) => apart[duty] ?? duty).join(", and ")}.`]),
  ...(policy.gates === undefined
    ? []
    : [`It must pass the gates ${policy.gates.map(({ key }) => String(key)).join(", ")}.`]),
  ...(policy.tiers === undefined ? [] : [`It covers models of the risk ${policy.tiers.join(", ")}.`]),
  ...(policy.boundTags.length === 0
    ? []
    : [`A signature holds only while these tags stay: ${policy.boundTags.join(", ")}.`]),
  ...(policy.signing === undefined
    ? []
    : [
        `Each decision is signed with a key of its signer's own${policy.signing === "USER_VERIFIED" ? ", in a device that verified its user" : ""}.`,
      ]),
  `A request stays open for ${policy.expiresAfterHours} hours.`,
  ...(policy.emergency === undefined
    ? []
    : [
        `In an emergency these sign: ${places(policy.emergency.requirements)}; it is reviewed within ${policy.emergency.reviewWithinHours} hours.`,
      ]),
];

/** What became of a request, as the version's own entries tell it. */
const outcomeOf = ({ own }: Story, request: string): string => {
  const about = own.filter(({ after }) => changeOf(after).request === request);
  if (about.some(({ action }) => action === "applyTransition")) return "applied: the registry found every policy met";
  const state = about.map(({ after }) => changeOf(after).state).findLast((each) => typeof each === "string");
  return typeof state === "string" ? state.toLowerCase() : "open";
};

/** The policies in words, and of each request what it needed and got. */
export const policiesInWords = (policies: readonly ToldPolicy[], story: Story): Html => {
  const told = new Map(
    policies.map((policy) => [`${policy.id} ${policy.revision}`, JSON.parse(policy.text) as PolicyText]),
  );
  const signatures = signaturesOf(story);
  return html`<h2>Under which policies, and whether they were met</h2>
${policies.map(({ id, revision }) => {
  const policy = told.get(`${id} ${revision}`);
  return policy === undefined
    ? ""
    : html`<h3>${policy.name}</h3><p><code>${id}</code>, revision ${revision}. ${inWords(policy).join(" ")}</p>`;
})}
${table(
  ["request", "for", "policies", "approvals given, by role", "what became of it"],
  [...story.requests].map(([id, { statement }]) => {
    const { to, policies: cited } = JSON.parse(statement ?? "{}") as StatementText;
    const given = signatures.filter(({ request, verdict }) => request === id && verdict === "APPROVE");
    const byRole = Map.groupBy(given, ({ role }) => role);
    return [
      html`<code>${id}</code>`,
      to,
      cited.map(({ id: policy, revision }) => told.get(`${policy} ${revision}`)?.name ?? policy).join(", "),
      [...byRole].map(([role, own]) => `${own.length} × ${role}`).join(", "),
      outcomeOf(story, id),
    ];
  }),
  "Nothing was asked for.",
)}
<p>A verifier counts again, by the policies' own texts.</p>`;
};
