import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** A link of an entry: the kind of the list that it stands in, the id of a thing, its role in the act. */
export type EntryLink = readonly [kind: string, id: string, role: string];

/**
 * The list that a thing's entries stand in when it has this role there, by the thing's kind: what happens below it is no
 * part of its own story. A role that is not here makes a link of the thing's own kind.
 */
export const listsBelow: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  approval_policy: { policy: "approval_policy.request" },
  experiment: { experiment: "experiment.run" },
  log: { index: "log.index" },
  logged_model: { loggedModel: "logged_model.version" },
  model_version: { read: "model_version.read" },
  registered_model: { model: "registered_model.version" },
  run: { run: "run.version" },
  signing_key: { signedWith: "signing_key.signature" },
};

/** Links in the order of their canonical JSON, byte by byte: their letters are plain ASCII. */
export const inOrder = (links: readonly EntryLink[]): EntryLink[] =>
  links
    .map((link) => ({ link, text: JSON.stringify(link) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ link }) => link);

/** The links that an entry must have, in order, by what its body calls its subjects. */
export const linksOf = (subjects: readonly { kind: string; id: string; role: string }[]): EntryLink[] =>
  inOrder(subjects.map(({ kind, id, role }) => [listsBelow[kind]?.[role] ?? kind, id, role]));

/** What an envelope of form 2 holds as `links`: SHA-256 of the canonical JSON of the links in their order. */
export const linksDigest = (links: readonly EntryLink[]): string => sha256(canonicalJson(links));

/** The same of links in whatever order, without a lone surrogate: as a database has them. */
export const unorderedLinksDigest = (links: readonly EntryLink[]): string =>
  sha256(
    `[${links
      .map((link) => JSON.stringify(link))
      .sort()
      .join(",")}]`,
  );
