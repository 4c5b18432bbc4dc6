import { Args, ArgsType, type ClassType, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { DomainError } from "../errors.js";
import type { Page } from "./connection.js";
import { limits } from "./limits.js";
import { Policy } from "./policy.js";
import { type ArgumentOf, Counts } from "./weight.js";

const most = limits.counted.toLocaleString("en-US");

/** How many items a list has. */
@ObjectType({ description: "How many items a list has.", simpleResolvers: true })
export class TotalCount {
  @Field(() => Int, { description: `How many there are: at most ${most}.` })
  count: number;

  @Field(() => Boolean, { description: `Whether there are more than ${most}.` })
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

  @Field(() => Boolean, {
    description: `Whether the list has more than ${most} items, of which only so many are counted.`,
  })
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
export interface Counting {
  /** Ids of the items that the caller reads and the filter finds, at most so many. */
  readonly find: (most: number) => Promise<readonly string[]>;
  /** The values of a key over these items, the most frequent first; undefined where the list has no such key. */
  readonly facet: (ids: readonly string[], key: string, asked: ValuesAsked) => Promise<FacetRow[]> | undefined;
}

/** A page of a list that can be counted. */
export type CountedPage<Row> = Page<Row> & { readonly counting: Counting };

/** The page, with what counts its list. The items are found once, however often they are counted. */
export const counted = <Row>(page: Page<Row>, { find, facet }: Counting): CountedPage<Row> => {
  let found: Promise<readonly string[]> | undefined;
  const once = (limit: number): Promise<readonly string[]> => {
    found ??= find(limit);
    return found;
  };
  return Object.assign(page, { counting: { find: once, facet } });
};

const countedIds = async ({ find }: Counting): Promise<{ ids: readonly string[]; capped: boolean }> => {
  const ids = await find(limits.counted + 1);
  return { ids: ids.slice(0, limits.counted), capped: ids.length > limits.counted };
};

const refuse = (path: string[], rule: string): never => {
  throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${rule}`, { path });
};

const checkAsked = ({ keys, first }: FacetArgs): void => {
  if (keys.length < 1 || keys.length > limits.facetKeys) refuse(["keys"], `1–${limits.facetKeys} of them.`);
  if (first < 1 || first > limits.facetValues)
    throw new DomainError("PAGE_TOO_LARGE", `facets: first is ${first}; 1 to ${limits.facetValues} are allowed.`);
};

const facetsOf = async (counting: Counting, asked: FacetArgs, known: string): Promise<Facet[]> => {
  checkAsked(asked);
  const { ids, capped } = await countedIds(counting);
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
    async totalCount(@Root() page: CountedPage<Row>): Promise<TotalCount> {
      const { ids, capped } = await countedIds(page.counting);
      return { count: ids.length, capped };
    }

    @FieldResolver(() => [Facet], {
      description: `The values that items have which you may read and the filter finds, counted. Keys: ${known}. Values of over 200 characters are left out.`,
    })
    @Policy({ scope: "READ" })
    @Counts(facetCost, `${limits.countCost} and \`first\` for each key, once a page`)
    facets(@Root() page: CountedPage<Row>, @Args(() => FacetArgs) asked: FacetArgs): Promise<Facet[]> {
      return facetsOf(page.counting, asked, known);
    }
  }
  return CountsResolver;
};
