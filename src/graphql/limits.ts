import { bodyLimits } from "../http/limits.js";

/** The published limits of the GraphQL door; docs and error messages name these. */
export const limits = {
  /** Bytes of a document, in UTF-8. */
  documentBytes: 64 * 1024,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Bytes of a request body. */
  bodyBytes: bodyLimits.manyBytes,
  /** Fields within fields; fragments are transparent. */
  depth: 12,
  /** The same, below `__schema` and `__type`. */
  introspectionDepth: 20,
  aliases: 30,
  rootFields: 20,
  /** The same field, with a selection of its own, in one selection. */
  repeats: 20,
  /** `first` of a paged list, and its default. */
  pageSize: 200,
  defaultPage: 50,
  /** `first` of an un-paged list, and its default. */
  listSize: 10_000,
  defaultList: 100,
  /** What an un-paged list counts for, unless it is told a `first` (or samples: `points`) over its default. */
  listCost: 5,
  /** Objects that may come back, a value that may be large counting as several. */
  cost: 10_000,
  /** Introspection is budgeted apart: lists within lists, each counted so many times. */
  introspectionListCost: 20,
  introspectionCost: 20_000,
  /** Items of a list that `totalCount` and `facets` count, or look at to count; what is beyond is told as capped. */
  counted: 1_000,
  /** What a count costs, and so each key of facets beside its values. */
  countCost: 50,
  /** Keys of one `facets`; values of each, and how many unless told. */
  facetKeys: 10,
  facetValues: 100,
  defaultFacetValues: 10,
  /** Mutations that decide a transition, in one operation. */
  transitions: 1,
} as const;

/** The mutations of which one operation may hold one: one request, one decision, one audit entry. */
export const transitionMutations: ReadonlySet<string> = new Set([
  "approveTransition",
  "waiveGate",
  "rejectTransition",
  "requestTransition",
  "rollbackSlot",
  "withdrawTransition",
]);
