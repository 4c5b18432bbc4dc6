import { Args, ArgsType, type ClassType, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { FoundIds } from "../db/counting.js";
import { DomainError } from "../errors.js";
import type { Page } from "./connection.js";
import { limits } from "./limits.js";
import { Policy } from "./policy.js";
import { type ArgumentOf, Counts } from "./weight.js";

const most = limits.counted.toLocaleString("en-US");
const looked = `where the list has more than ${most} items, of which only so many are counted; or where more than ${most} runs or versions were to be looked through, of which only the newest so many were`;

/** How many items a list has. */
@ObjectType({ description: "How many items a list has.", simpleResolvers: true })
export class TotalCount {
  @Field(() => Int, { description: `How many there are: at most ${most}; at least so many where \`capped\`.` })
  count: number;

  @Field(() => Boolean, { description: `Whether there may be more: ${looked}.` })
  capped: boolean;
}

/** A value, and how many items of a list have it. */
@ObjectType({ description: "A value, and how many items of a list have it.", simpleResolvers: true })
export class FacetValue {
  @Field(() => String, { description: "The value, as the list's filter takes it." })
  value: string;

  @Field(() => String, { description: "The value as people read it." })
  label: string;

  @Field(() => Int, { description: "How many items have it." })
  count: number;

  @Field(() => Boolean, { description: `Whether more may have it: ${looked}.` })
  capped: boolean;
}

/** The values of one key. */
@ObjectType({ description: "The values that the items of a list have of one key.", simpleResolvers: true })
export class Facet {
  @Field(() => String, { description: "The key that was asked for." })
  key: string;

  @Field(() => [FacetValue], { description: "The values, the most frequent first." })
  values: FacetValue[];
}

/** What facets are asked for. */
@ArgsType()
export class FacetArgs {
  @Field(() => [String], { description: `What to count by: 1–${limits.facetKeys} keys.` })
  keys: string[];

  @Field(() => String, {
    nullable: true,
    description: "Count only values that begin so, in upper or lower case.",
  })
  prefix?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: limits.defaultFacetValues,
    description: `How many values of each key: 1–${limits.facetValues}.`,
  })
  first: number;
}

/** Which values of a key are wanted. */
export interface ValuesAsked {
  readonly prefix: string | null;
  readonly first: number;
}

type FacetRow = Omit<FacetValue, "capped">;

/** What can be said of a whole list; nothing is read before it is asked for. */
export interface Counting<Row> {
  /** Ids of the items that the caller reads and the filter finds, as far as `most` go. */
  readonly find: (most: number) => Promise<FoundIds>;
  /** The id by which `facet` knows an item. */
  readonly idOf: (row: Row) => string;
  /** The values of a key over these items, the most frequent first; undefined where the list has no such key. */
  readonly facet: (ids: readonly string[], key: string, asked: ValuesAsked) => Promise<FacetRow[]> | undefined;
}

/** A page of a list that can be counted: `found` reads the ids once, however often they are counted. */
export type CountedPage<Row> = Page<Row> & {
  readonly counting: { readonly found: () => Promise<FoundIds>; readonly facet: Counting<Row>["facet"] };
};

/** The page, with what counts its list. A list that ends where its first page does is known already. */
export const counted = <Row>(page: Page<Row>, { find, idOf, facet }: Counting<Row>): CountedPage<Row> => {
  const { hasNextPage, hasPreviousPage } = page.pageInfo;
  const isWhole = !hasNextPage && !hasPreviousPage;
  let once: Promise<FoundIds> | undefined;
  const found = (): Promise<FoundIds> => {
    once ??= isWhole ? Promise.resolve({ ids: page.nodes.map(idOf), capped: false }) : find(limits.counted);
    return once;
  };
  return Object.assign(page, { counting: { found, facet } });
};

/** How many there are; of those that were not all looked at at least as many as the page shows. */
const totalOf = async <Row>({ counting, nodes, pageInfo }: CountedPage<Row>): Promise<TotalCount> => {
  const { ids, capped } = await counting.found();
  const shown = nodes.length + (pageInfo.hasNextPage ? 1 : 0);
  return { count: capped ? Math.max(ids.length, shown) : ids.length, capped };
};

const refuse = (path: string[], rule: string): never => {
  throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${rule}`, { path });
};

const checkAsked = ({ keys, first }: FacetArgs): void => {
  if (keys.length < 1 || keys.length > limits.facetKeys) refuse(["keys"], `1–${limits.facetKeys} of them.`);
  if (first < 1 || first > limits.facetValues)
    throw new DomainError("PAGE_TOO_LARGE", `facets: first is ${first}; 1 to ${limits.facetValues} are allowed.`);
};

const facetsOf = async <Row>({ counting }: CountedPage<Row>, asked: FacetArgs, known: string): Promise<Facet[]> => {
  checkAsked(asked);
  const { ids, capped } = await counting.found();
  const facets: Facet[] = [];
  for (const [index, key] of asked.keys.entries()) {
    const { prefix = null, first } = asked;
    const rows = counting.facet(ids, key, { prefix, first }) ?? refuse(["keys", String(index)], `one of ${known}.`);
    facets.push({ key, values: (await rows).map((row) => ({ ...row, capped })) });
  }
  return facets;
};

/** What facets cost: each key as a count, and its values. */
const facetCost = (argument: ArgumentOf): number => {
  const [keys, first] = [argument("keys"), argument("first")];
  const values = typeof first === "number" ? Math.max(first, 0) : limits.defaultFacetValues;
  return (Array.isArray(keys) ? keys.length : 1) * (limits.countCost + values);
};

/** The resolver of `totalCount` and `facets` on a connection whose pages are `CountedPage`s; `known` names the keys. */
export const countsOf = <Row extends object>(connection: ClassType<Page<Row>>, known: string): ClassType<object> => {
  @Resolver(() => connection)
  class CountsResolver {
    @FieldResolver(() => TotalCount, { description: "How many items you may read match the filter, on all pages." })
    @Policy({ scope: "READ" })
    @Counts(() => limits.countCost, `${limits.countCost}, once a page`)
    totalCount(@Root() page: CountedPage<Row>): Promise<TotalCount> {
      return totalOf(page);
    }

    @FieldResolver(() => [Facet], {
      description: `The values that items have which you may read and the filter finds, counted. Keys: ${known}. Values of over 200 characters are left out.`,
    })
    @Policy({ scope: "READ" })
    @Counts(facetCost, `${limits.countCost} and \`first\` for each key, once a page`)
    facets(@Root() page: CountedPage<Row>, @Args(() => FacetArgs) asked: FacetArgs): Promise<Facet[]> {
      return facetsOf(page, asked, known);
    }
  }
  return CountsResolver;
};
