import { ArgsType, type ClassType, Field, Int, ObjectType } from "type-graphql";
import { limits } from "./limits.js";

/** Where a page stands in its list. */
@ObjectType({ description: "The position of a page in its list.", simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more follow: ask again with `after: endCursor`." })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: "Whether this page was asked for with `after`." })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first item; null when the page is empty." })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last item; null when the page is empty." })
  endCursor: string | null;
}

/** Arguments of every paged list. An explicit `first: null` means the default. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: limits.defaultPage,
    description: `The number of items to return: 1–${limits.pageSize}.`,
  })
  first: number;

  @Field(() => String, { nullable: true, description: "Start after this cursor of the same list." })
  after?: string | null;
}

/** Argument of a list that has no pages. An explicit `first: null` means the default. */
@ArgsType()
export class ListArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: limits.defaultList,
    description: `The number of items to return: 1–${limits.listSize}.`,
  })
  first: number;
}

/** One page as resolvers return it. */
export interface Page<Row> {
  edges: { cursor: string; node: Row }[];
  nodes: Row[];
  pageInfo: PageInfo;
}

/** Makes the Relay types `<name>Connection` and `<name>Edge`; use the returned class in `@Query(() => …)`. */
export const connectionOf = <Node extends object>(node: () => ClassType<Node>, name: string): ClassType<Page<Node>> => {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a list, with its cursor.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: "The item's place in this list; opaque." })
    cursor: string;

    @Field(() => node(), { description: "The item." })
    node: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: "The items with their cursors." })
    edges: Edge[];

    @Field(() => [node()], { description: "The items." })
    nodes: Node[];

    @Field(() => PageInfo, { description: "Whether more items follow, and where the next page starts." })
    pageInfo: PageInfo;
  }
  return Connection;
};

interface Cut<Row> {
  readonly nodes: Row[];
  readonly cursorOf: (row: Row) => string;
  readonly hasNextPage: boolean;
  readonly after: string | null | undefined;
  /** Where the next page begins, if that is not after the last node. */
  readonly end?: (() => string) | undefined;
}

/** One page. A cursor costs a signature, so it is made when it is read. */
export const pageOf = <Row>({ nodes, cursorOf, hasNextPage, after, end }: Cut<Row>): Page<Row> => {
  const cursor = (row: Row | undefined): string | null => (row === undefined ? null : cursorOf(row));
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({
        node,
        get cursor() {
          return cursorOf(node);
        },
      }));
    },
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after !== null && after !== undefined,
      get startCursor() {
        return cursor(nodes[0]);
      },
      get endCursor() {
        return end === undefined ? cursor(nodes.at(-1)) : end();
      },
    },
  };
};

/** Cuts `first` rows of the `first + 1` fetched, and says whether more follow. */
export const page = <Row>(
  rows: readonly Row[],
  first: number,
  cursorOf: (row: Row) => string,
  after?: string | null,
): Page<Row> => pageOf({ nodes: rows.slice(0, first), cursorOf, hasNextPage: rows.length > first, after });
