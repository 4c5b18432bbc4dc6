import { buildSchema, type GraphQLObjectType, Kind, type OperationDefinitionNode, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { limits } from "../../src/graphql/limits.js";
import { type Measure, measure, type Variables } from "../../src/graphql/measure.js";
import type { ArgumentOf } from "../../src/graphql/weight.js";

const schema = buildSchema(`
  interface Named { name: String!, near: Thing }
  type Thing implements Named {
    name: String!
    near: Thing
    tags: [Tag!]!
    points(points: Int): [Tag!]!
    curve(points: Int): Curve
    all(first: Int = 100): [Thing!]!
    things(first: Int = 20, after: String): ThingConnection!
  }
  type Tag { key: String! }
  type Curve { drawn: [Tag!]! }
  type ThingConnection { nodes: [Thing!]!, edges: [ThingEdge!]!, pageInfo: PageInfo!, total: Count!, counted(keys: [String!]): Counted! }
  type ThingEdge { node: Thing! }
  type PageInfo { hasNextPage: Boolean! }
  type Count { exact: Int! }
  type Counted { n: Int! }
  type Query {
    thing: Thing
    named: Named
    nodes(ids: [ID!]!): [Thing]!
    things(first: Int, after: String): ThingConnection!
    requestTransition: Thing
  }
  type Mutation { requestTransition: Thing, approveTransition: Thing, setTag: Thing }
`);

const counted = (schema.getType("ThingConnection") as GraphQLObjectType).getFields().counted;
if (counted) counted.extensions = { objects: (argument: ArgumentOf) => 50 * [argument("keys")].flat().length };

const measured = (text: string, variables: Variables = {}): Measure & { dependsOnVariables: boolean } => {
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const { measure: of, dependsOnVariables } = measure(
    schema,
    document,
    operation as OperationDefinitionNode,
    variables,
  );
  return { ...of, dependsOnVariables };
};

const PAGE = limits.defaultPage;
const LIST = limits.listCost;

it.each<[string, Partial<Measure>]>([
  ["{ __typename }", { depth: 1, rootFields: 1, cost: 0, aliases: 0, transitions: 0, introspectionDepth: 0 }],
  ["{ thing { name } }", { depth: 2, rootFields: 1, cost: 1 }],
  ["{ thing { near { name } } }", { depth: 3, cost: 2 }],
  ["{ a: thing { b: name c: name } thing { name } }", { depth: 2, rootFields: 2, aliases: 3, cost: 2 }],
  ["{ thing { name } named { near { name } } }", { depth: 3, rootFields: 2, cost: 3 }],
  ["{ thing { tags { key } } }", { cost: 1 + LIST }],
  ["{ thing { near { tags { key } } } }", { cost: 2 + LIST }],
  ["{ things { nodes { name } } }", { depth: 3, cost: PAGE }],
  ["{ things(first: 7) { nodes { name } } }", { cost: 7 }],
  ["{ things(first: 7) { edges { node { name } } } }", { cost: 7 }],
  ["{ things(first: 7) { nodes { name } pageInfo { hasNextPage } } }", { cost: 7 }],
  ["{ things(first: 7) { total { exact } } }", { cost: 7 }],
  ["{ things(first: 7) { nodes { name } counted { n } } }", { cost: 7 + 50 }],
  [
    "{ things(first: 7) { ...C } } fragment C on ThingConnection { counted(keys: []) { n } x: counted { n } }",
    { cost: 50 },
  ],
  ["{ things(first: 7) { nodes { things(first: 3) { counted { n } } } } }", { cost: 7 * 51 }],
  ["{ things(first: 7) { nodes { near { name } } } }", { cost: 14 }],
  ["{ things(first: 7) { nodes { things(first: 3) { nodes { name } } } } }", { depth: 5, cost: 28 }],
  ["{ thing { things { nodes { name } } } }", { cost: 21 }],
  ["{ thing { all { name } } }", { cost: 1 + LIST }],
  ["{ thing { all(first: 3) { name } } }", { cost: 1 + LIST }],
  ["{ thing { all(first: 100) { name } } }", { cost: 1 + LIST }],
  ["{ thing { all(first: 101) { name } } }", { cost: 1 + 101 }],
  ["{ thing { all(first: 10000) { near { name } } } }", { cost: 1 + 2 * 10_000 }],
  ["{ thing { curve { drawn { key } } } }", { cost: 2 + LIST }],
  ["{ thing { curve(points: 100) { drawn { key } } } }", { cost: 2 + LIST }],
  ["{ thing { curve(points: 101) { drawn { key } } } }", { cost: 2 + 101 }],
  ["{ thing { curve(points: 1000) { drawn { key } } } }", { cost: 2 + 1_000 }],
  ["{ thing { points(points: 1000) { key } } }", { cost: 1 + LIST }],
  ['{ nodes(ids: ["a", "b", "c"]) { name } }', { cost: 3 }],
  ["{ nodes(ids: []) { name } }", { cost: 0 }],
  ['{ nodes(ids: ["a", "b"]) { near { name } } }', { cost: 4 }],
  ['{ nodes(ids: "a") { name } }', { cost: LIST }],
  ["{ ...T ...T } fragment T on Query { thing { name } }", { depth: 2, rootFields: 2, cost: 2 }],
  ["{ ... on Query { thing { name } } ... { thing { name } } }", { depth: 2, rootFields: 2, cost: 2 }],
  ["{ named { ... on Thing { tags { key } } } }", { depth: 3, cost: 1 + LIST }],
  ["{ named { ...Y } } fragment Y on Thing { tags { key } }", { cost: 1 + LIST }],
  ["{ ...A } fragment A on Query { thing { name } ...A }", { cost: 1 }],
  ["{ ...Absent }", { depth: 0, rootFields: 0 }],
  ["{ absent { deeper { still } } }", { depth: 3, cost: 0 }],
  ["mutation { requestTransition { name } approveTransition { name } setTag { name } }", { transitions: 2 }],
  ["{ thing { requestTransition } }", { transitions: 0 }],
])("%s", (text, expected) => expect(measured(text)).toMatchObject(expected));

describe("introspection", () => {
  it.each<[string, Partial<Measure>]>([
    ["{ __schema { types { name } } }", { depth: 0, introspectionDepth: 3, introspectionCost: 20, cost: 0 }],
    ['{ __type(name: "Thing") { name } }', { depth: 0, introspectionDepth: 2, introspectionCost: 0 }],
    ["{ __schema { types { fields { name } } } }", { introspectionDepth: 4, introspectionCost: 20 * 21 }],
    ["{ thing { name } __schema { types { name } } }", { depth: 2, introspectionDepth: 3, cost: 1 }],
  ])("is counted apart: %s", (text, expected) => expect(measured(text)).toMatchObject(expected));

  it("has no way in below the root", () => {
    expect(measured("{ thing { __schema { types { name } } } }")).toMatchObject({ introspectionCost: 0 });
    expect(measured('{ thing { __type(name: "x") { fields { name } } } }')).toMatchObject({ introspectionCost: 0 });
  });
});

describe("variables", () => {
  const page = "query ($n: Int) { things(first: $n) { nodes { name } } }";
  it.each<[string, Variables, number]>([
    [page, { n: 9 }, 9],
    [page, {}, PAGE],
    [page, { n: null }, PAGE],
    [page, { n: "many" }, limits.pageSize],
    ["query ($n: Int = 4) { things(first: $n) { nodes { name } } }", {}, 4],
    ["query ($n: Int = 4) { things(first: $n) { nodes { name } } }", { n: 5 }, 5],
    ["query ($toString: Int) { things(first: $toString) { nodes { name } } }", {}, PAGE],
    ["query ($ids: [ID!]!) { nodes(ids: $ids) { name } }", { ids: ["a", "b", "c", "d"] }, 4],
    ['query ($ids: [ID!]! = ["a", "b"]) { nodes(ids: $ids) { name } }', {}, 2],
    ["query ($ids: [ID!]!) { nodes(ids: $ids) { name } }", {}, LIST],
    ["query ($p: Int) { thing { curve(points: $p) { drawn { key } } } }", { p: 1_000 }, 1_002],
    ["query ($p: Int) { thing { curve(points: $p) { drawn { key } } } }", { p: "many" }, 2 + LIST],
  ])("decide how much comes back: %s with %j", (text, variables, cost) =>
    expect(measured(text, variables)).toMatchObject({ cost, dependsOnVariables: true }),
  );

  it("are not looked at where they decide nothing", () => {
    expect(measured("query ($a: String) { things(after: $a, first: 2) { nodes { name } } }")).toMatchObject({
      cost: 2,
      dependsOnVariables: false,
    });
  });
});

describe("is refused", () => {
  const codeOf = (text: string, variables: Variables = {}): string => {
    try {
      measured(text, variables);
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      return `${code} ${message}`;
    }
    return "measured";
  };

  it.each([
    ["{ things(first: 0) { nodes { name } } }", "PAGE_TOO_LARGE things: first is 0; 1 to 200 are allowed."],
    ["{ things(first: 201) { nodes { name } } }", "PAGE_TOO_LARGE things: first is 201; 1 to 200 are allowed."],
    ["{ things(first: 200) { nodes { name } } }", "measured"],
    ["{ things(first: 1) { nodes { name } } }", "measured"],
    ["{ thing { all(first: 10001) { name } } }", "PAGE_TOO_LARGE all: first is 10001; 1 to 10000 are allowed."],
  ])("%s: %s", (text, told) => expect(codeOf(text)).toBe(told));

  it("when one selection repeats a field with a selection of its own more than so often", () => {
    const times = (count: number, field: string): string => `{ ${field.repeat(count)} }`;
    expect(codeOf(times(limits.repeats, "thing { name } "))).toBe("measured");
    expect(codeOf(times(limits.repeats + 1, "thing { name } "))).toBe(
      `GRAPHQL_VALIDATION_FAILED The field thing is repeated ${limits.repeats + 1} times in one selection; ${limits.repeats} are allowed.`,
    );
    expect(codeOf(times(limits.repeats + 1, "a: thing { name } "))).toContain("The field a is repeated");
    expect(codeOf(times(limits.repeats + 1, "__typename "))).toBe("measured");
    const long = "x".repeat(200);
    expect(codeOf(times(limits.repeats + 1, `${long}: thing { name } `))).toContain(`field ${"x".repeat(100)} is`);
  });
});

it("does not grow without end where fragments double", () => {
  const doubled = Array.from(
    { length: 60 },
    (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
  ).join(" ");
  const text = `{ ...F0 } ${doubled} fragment F60 on Query { a: thing { name } __schema { types { name } } }`;
  const ceiling = 1e12;
  expect(measured(text)).toMatchObject({
    rootFields: ceiling,
    aliases: ceiling,
    cost: ceiling,
    introspectionCost: ceiling,
  });
});
