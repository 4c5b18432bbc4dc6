import type { Erased, Erasing } from "./audit/erasing.js";
import type { Ctx } from "./context.js";
import { type IdKind, type IdKinds, joinIdKinds } from "./db/id-kinds.js";
import type { Sql } from "./db/sql.js";

declare module "./context.js" {
  interface Ctx {
    /** The nouns of the service, for what works with things of any kind: `node`, evidence. */
    readonly kinds: Kinds;
  }
}

/** How `Query.node` answers an id. */
export interface NodeType {
  /** Prefixes of its ids. */
  readonly prefixes: readonly string[];
  /** The GraphQL type that such an id names. */
  readonly type: string;
  /** Loads what the caller may see of `ids`, in their order; null or undefined where absent or hidden. */
  load(ctx: Ctx, ids: readonly string[]): Promise<readonly (object | null | undefined)[]>;
}

/** A class of GraphQL fields. */
export type ResolverClass = new (...args: never[]) => object;

/** Those of `ids` that the caller reads. */
type Reader<Row> = (ctx: Ctx, ids: readonly string[]) => Promise<readonly Row[]>;

/**
 * All that the service must know of a noun, in one file `noun.kind.ts` beside it: ids, links of entries, who reads it,
 * how `node` loads it, its GraphQL fields. What works with things of any kind loops over the list in kinds.ts.
 */
export interface Kind<Row extends { readonly id: string } = { readonly id: string }> extends IdKind {
  /**
   * Who reads it by its id: those for whom this finds it; everybody; auditors; or nobody, for what is shown with
   * something else only. Without a reader the service does not start.
   */
  readonly reader: Reader<Row> | "everybody" | "auditors" | "nobody";
  /** Whether the caller's part in it lets them see what was refused there. */
  reviews?(ctx: Ctx, row: Row): boolean;
  /** Whether the caller may read all that its stream says; as `reader` unless given. */
  opensStream?(ctx: Ctx, id: string): boolean;
  /**
   * Where entries name it to those who do not read it, and hide it from those who do: `only` in entries that are open to
   * the caller, or in these `also`.
   */
  readonly namedInOpenEntries?: "only" | "also";
  /** Clears what its rows hold of a person; absent when they hold nothing. Throws when the data may not go. */
  erase?(tx: Sql, erasing: Erasing): Promise<Erased>;
  /** How `node` answers its ids; absent when they answer to nothing. */
  readonly node?: Omit<NodeType, "prefixes">;
  /** The classes of its GraphQL fields. */
  readonly resolvers: readonly ResolverClass[];
}

/** A noun whose rows are of one type; gives it back for a list of nouns of all types. */
export const defineKind = <Row extends { readonly id: string }>(kind: Kind<Row>): Kind => kind as Kind;

/** The nouns of the service. */
export interface Kinds {
  readonly list: readonly Kind[];
  readonly ids: IdKinds;
  /** The noun of a well-formed id, else undefined. */
  of(id: string): Kind | undefined;
  /** How `node` answers an id, if it does. */
  nodeOf(id: string): NodeType | undefined;
}

/**
 * Joins the nouns, and the node types that are none (entries of the log have numbers, not ids of this form). Throws when
 * two claim the same ids, or when one does not say who reads it.
 */
export const joinKinds = (list: readonly Kind[], others: readonly NodeType[] = []): Kinds => {
  const unread = list.find(({ reader }) => reader === undefined);
  if (unread !== undefined) throw new Error(`the noun ${unread.subject} does not say who reads it`);
  const ids = joinIdKinds(list);
  const bySubject = new Map(list.map((kind) => [kind.subject, kind]));
  const nodes = [
    ...list.flatMap(({ prefixes, node }) => (node === undefined ? [] : [{ ...node, prefixes }])),
    ...others,
  ];
  const byPrefix = new Map(nodes.flatMap((node) => node.prefixes.map((prefix) => [prefix, node] as const)));
  return {
    list,
    ids,
    of: (id) => bySubject.get(ids.of(id)?.subject ?? ""),
    nodeOf: (id) => byPrefix.get(/^([a-z]{2,4})_[0-9a-z]{1,40}$/.exec(id)?.[1] ?? ""),
  };
};
