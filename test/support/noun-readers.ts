import type { Kind as Noun } from "../../src/kind.js";

/** The kinds of actors of the authorisation matrix, on what team fraud has for itself. */
export const actorKinds = [
  "anonymous",
  "expired",
  "stranger",
  "viewer",
  "contributor",
  "maintainer",
  "reviewer",
  "owner",
  "grantee",
  "readOnly",
  "otherModelToken",
  "serviceAccount",
  "resolver",
  "auditor",
  "admin",
] as const;
export type ActorKind = (typeof actorKinds)[number];

/** Those who show a credential that is good. */
export const known = actorKinds.filter((kind) => kind !== "anonymous" && kind !== "expired");

export const teamReaders: readonly ActorKind[] = [
  "viewer",
  "contributor",
  "maintainer",
  "reviewer",
  "owner",
  "readOnly",
  "serviceAccount",
  "auditor",
  "admin",
];
export const modelReaders: readonly ActorKind[] = [...teamReaders, "grantee"];

/** Who reads a thing of each noun by its id; null for nouns whose ids answer to nothing. */
export const nounReaders: Readonly<Record<string, readonly ActorKind[] | null>> = {
  organization: null,
  principal: known,
  team: known,
  api_token: ["owner", "readOnly", "serviceAccount", "auditor", "admin"],
  invitation: ["auditor", "admin"],
  session: null,
  saved_view: known,
  experiment: teamReaders,
  run: teamReaders,
  logged_model: teamReaders,
  registered_model: modelReaders,
  model_version: modelReaders,
  evaluation: null,
  check: null,
  document: modelReaders,
  approval_policy: modelReaders,
  transition_request: modelReaders,
  decision: null,
  review: modelReaders,
  signing_key: null,
  log: null,
  evidence_pack: null,
};

/** The nouns of a service of which the matrix does not say who reads them, or says it of ids that answer to nothing. */
export const unsaid = (nouns: readonly Noun[]): string[] =>
  nouns
    .filter(({ subject, node }) => nounReaders[subject] === undefined || (nounReaders[subject] === null) !== !node)
    .map(({ subject }) => subject);
