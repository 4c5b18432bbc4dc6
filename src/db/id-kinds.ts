import { idPrefix } from "./ids.js";

/** A list below a thing: what happens there is no part of the thing's own story. */
export interface Below {
  /** The kind of the links that make the list: `registered_model.version`. */
  readonly list: string;
  /** The thing was only the means (a policy that decided, a run that a version was made from): to read it shows nobody what it was used for. */
  readonly means?: true;
}

/** What ids and links of entries say of a noun. */
export interface IdKind {
  /** What stands before the underscore of its ids (https://github.com/jetify-com/typeid). */
  readonly prefixes: readonly string[];
  /** Its name as a subject and a stream of entries: `registered_model`. */
  readonly subject: string;
  /** It has no stream of entries: what is told of it stands in the stream of something else. */
  readonly streamless?: true;
  /** The lists below it, by the role that it has in the entries there. */
  readonly below?: Readonly<Record<string, Below>>;
}

/** The nouns that ids of this database can name. */
export interface IdKinds {
  readonly list: readonly IdKind[];
  /** The noun of a well-formed id, else undefined: a malformed id is treated as absent. */
  of(id: string): IdKind | undefined;
}

/** Joins the nouns; two that share a prefix or a name are a fault of the program. */
export const joinIdKinds = (list: readonly IdKind[]): IdKinds => {
  const byPrefix = new Map<string, IdKind>();
  const subjects = new Set<string>();
  for (const kind of list) {
    if (subjects.has(kind.subject)) throw new Error(`two nouns are called ${kind.subject}`);
    subjects.add(kind.subject);
    for (const prefix of kind.prefixes) {
      if (byPrefix.has(prefix)) throw new Error(`two nouns have ids that begin with ${prefix}_`);
      byPrefix.set(prefix, kind);
    }
  }
  return { list, of: (id) => byPrefix.get(idPrefix(id) ?? "") };
};

/** The name of an id's noun, as entries hold it. */
export const subjectOf = (kinds: IdKinds, id: string): string => {
  const kind = kinds.of(id);
  if (kind === undefined) throw new Error(`not an id: ${id}`);
  return kind.subject;
};
