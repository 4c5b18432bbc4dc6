import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, expect, it } from "vitest";
import { limits } from "../../src/graphql/limits.js";
import { openWorld, type World } from "../support/world.js";
import { cpuToReadJson } from "../support/yardstick.js";

/** Each published limit: its code, its status, within 50 ms of CPU; and the service serves on. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await refusal("{ viewer { principal { handle } } }");
});
afterAll(() => world.close());

interface Refusal {
  status: number;
  code: string | undefined;
  message: string | undefined;
  /** Milliseconds of this process, which is client, service and all. */
  cpu: number;
}

const refusal = async (query: string, variables: Record<string, unknown> = {}): Promise<Refusal> => {
  const body = JSON.stringify({ query, variables });
  const headers = { "content-type": "application/json", ...world.admin.headers() };
  const before = process.cpuUsage();
  const response = await fetch(`${world.url}/graphql`, { method: "POST", headers, body });
  const text = await response.text();
  const { user, system } = process.cpuUsage(before);
  const { errors = [] } = JSON.parse(text) as { errors?: { message: string; extensions: { code: string } }[] };
  expect(text).not.toMatch(/node_modules|\bat \S+ \(|RangeError/);
  const [first] = errors;
  return {
    status: response.status,
    code: first?.extensions.code,
    message: first?.message,
    cpu: (user + system) / 1_000,
  };
};

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(" ");
/** Selections `levels` deep, and deeper still by the model and page within. */
const nested = (levels: number, leaf: string): string =>
  `{ node(id: "mv_x") { ... on ModelVersion ${"{ registeredModel { versions(first: 1) { nodes ".repeat(levels)} { ${leaf} } ${"} } }".repeat(levels)} } }`;
const doubling = (inner: (next: string) => string): string =>
  `{ ...F0 } ${times(22, (i) => `fragment F${i} on Query { ${inner(`...F${i + 1}`)} }`)} fragment F22 on Query { __typename }`;
const approve = (alias: string): string =>
  `${alias}: approveTransition(input: { transitionRequestId: "req_x", contentDigest: "${"0".repeat(64)}" }) { userErrors { code } }`;

const refused: [name: string, query: string, code: string, says: RegExp, variables?: Record<string, unknown>][] = [
  [
    "900 misspelled fields",
    `{ viewer { principal { ${times(900, (i) => `displayNam${i}`)} } } }`,
    "GRAPHQL_VALIDATION_FAILED",
    /^Cannot query field "displayNam0" on type "Principal"\. Did you mean "displayName"\?$/,
  ],
  [
    "300 misspelled types",
    `{ viewer { principal { ${times(300, (i) => `... on RegisteredModl${i} { id }`)} } } }`,
    "GRAPHQL_VALIDATION_FAILED",
    /^Unknown type "RegisteredModl0"\. Did you mean "RegisteredModel"\?$/,
  ],
  ["bytes", `{ __typename } # ${"x".repeat(65_536)}`, "DOCUMENT_TOO_LARGE", /65,5\d\d; the limit is 65,536/],
  ["tokens", `{ ${"__typename ".repeat(2_000)} }`, "TOO_MANY_TOKENS", /2,002; the limit is 2,000/],
  ["directives", `{ __typename ${"@a".repeat(30_000)} }`, "TOO_MANY_TOKENS", /60,003/],
  ["50,000 directives", `{ __typename ${"@a ".repeat(50_000)} }`, "DOCUMENT_TOO_LARGE", /150,0\d\d/],
  ["a deep list", `{ node(id: ${"[".repeat(20_000)}${"]".repeat(20_000)}) { id } }`, "TOO_MANY_TOKENS", /40,0\d\d/],
  ["depth", nested(4, "id"), "DEPTH_LIMIT_EXCEEDED", /14; the limit is 12/],
  ["deep selections", `${"{ node ".repeat(600)} { id } ${"}".repeat(600)}`, "DEPTH_LIMIT_EXCEEDED", /601/],
  [
    "introspection depth",
    `{ __type(name: "Query") ${"{ ofType ".repeat(20)} { name } ${"}".repeat(20)} }`,
    "DEPTH_LIMIT_EXCEEDED",
    /22; the limit is 20/,
  ],
  [
    "introspection breadth",
    "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    "COST_LIMIT_EXCEEDED",
    /introspection/,
  ],
  [
    "introspection twice",
    `{ ${times(3, (i) => `a${i}: __schema { types { fields { args { name } } } }`)} }`,
    "COST_LIMIT_EXCEEDED",
    /20,000/,
  ],
  [
    "a fragment named __schema",
    `${nested(4, "id")} fragment __schema on Query { node(id: "x") { id } }`,
    "DEPTH_LIMIT_EXCEEDED",
    /14/,
  ],
  ["root fields, at the limit of tokens", `{ ${"__typename ".repeat(1_998)} }`, "ROOT_FIELD_LIMIT_EXCEEDED", /1,998/],
  ["aliases", `{ ${times(31, (i) => `a${i}: __typename`)} }`, "ALIAS_LIMIT_EXCEEDED", /31; the limit is 30/],
  ["root fields", `{ ${times(21, () => "__typename")} }`, "ROOT_FIELD_LIMIT_EXCEEDED", /21; the limit is 20/],
  ["doubled fragments", doubling((next) => `${next} ${next}`), "ROOT_FIELD_LIMIT_EXCEEDED", /4,194,304/],
  ["doubled aliases", doubling((next) => `${next} a: __typename ${next}`), "ALIAS_LIMIT_EXCEEDED", /4,194,303/],
  [
    "repeated fields",
    `{ node(id: "x") { ${"x { id } ".repeat(480)} } }`,
    "GRAPHQL_VALIDATION_FAILED",
    /20 are allowed/,
  ],
  ["first", "{ registeredModels(first: 201) { nodes { id } } }", "PAGE_TOO_LARGE", /first is 201; 1 to 200/],
  ["no first", "{ registeredModels(first: 0) { nodes { id } } }", "PAGE_TOO_LARGE", /first is 0/],
  ["a first below none", "{ registeredModels(first: -1) { nodes { id } } }", "PAGE_TOO_LARGE", /first is -1/],
  [
    "first by a variable",
    "query ($n: Int) { registeredModels(first: $n) { nodes { id } } }",
    "PAGE_TOO_LARGE",
    /first is 1000000/,
    { n: 1_000_000 },
  ],
  [
    "first by a default",
    "query ($n: Int = 201) { registeredModels(first: $n) { nodes { id } } }",
    "PAGE_TOO_LARGE",
    /201/,
  ],
  [
    "first in a fragment",
    "query ($n: Int) { ...P } fragment P on Query { registeredModels(first: $n) { nodes { id } } }",
    "PAGE_TOO_LARGE",
    /999/,
    { n: 999 },
  ],
  [
    "cost",
    "{ registeredModels(first: 200) { nodes { versions(first: 200) { nodes { id } } } } }",
    "COST_LIMIT_EXCEEDED",
    /40,200; the limit is 10,000/,
  ],
  [
    "cost by edges",
    "{ registeredModels(first: 200) { edges { node { versions(first: 200) { edges { node { id } } } } } } }",
    "COST_LIMIT_EXCEEDED",
    /40,200/,
  ],
  [
    "cost by variables",
    "query ($n: Int, $m: Int) { registeredModels(first: $n) { nodes { versions(first: $m) { nodes { id } } } } }",
    "COST_LIMIT_EXCEEDED",
    /20,100/,
    { n: 100, m: 200 },
  ],
  [
    "cost of plain lists",
    "{ modelVersions(first: 200) { nodes { artifacts(first: 1000) { path } } } }",
    "COST_LIMIT_EXCEEDED",
    /200,200/,
  ],
  [
    "two decisions",
    `mutation { ${approve("a")} ${approve("b")} }`,
    "ONE_TRANSITION_PER_OPERATION",
    /2; the limit is 1/,
  ],
  [
    "two decisions in a fragment",
    `mutation { ...T } fragment T on Mutation { ${approve("a")} ${approve("b")} }`,
    "ONE_TRANSITION_PER_OPERATION",
    /2/,
  ],
];

it.each(refused)("refuses %s", async (_, query, code, says, variables) => {
  const answers = [
    await refusal(query, variables),
    await refusal(`${query} `, variables),
    await refusal(query, variables),
  ];
  for (const answer of answers) {
    expect(answer).toMatchObject({ code, message: expect.stringMatching(says) });
    expect(answer.status).toBe(code === "DOCUMENT_TOO_LARGE" ? 413 : 400);
  }
  expect(Math.min(...answers.map(({ cpu }) => cpu))).toBeLessThan(6 * cpuToReadJson());
  expect(await refusal("{ viewer { principal { handle } } }")).toMatchObject({ status: 200, code: undefined });
});

const merelyInvalid: [name: string, query: string, code: string][] = [
  [
    "a cycle of fragments",
    "{ ...A } fragment A on Query { node(id: 1) { id } ...B } fragment B on Query { ...A }",
    "GRAPHQL_VALIDATION_FAILED",
  ],
  [
    "many fragments",
    `{ viewer { ${times(150, (i) => `...F${i}`)} } } ${times(150, (i) => `fragment F${i} on Viewer { x${i} }`)}`,
    "GRAPHQL_VALIDATION_FAILED",
  ],
  [
    "a list as deep as tokens allow",
    `{ node(id: ${"[".repeat(900)}${"]".repeat(900)}) { id } }`,
    "GRAPHQL_VALIDATION_FAILED",
  ],
  [
    "a type as deep as tokens allow",
    `query ($a: ${"[".repeat(900)}Int${"]".repeat(900)}) { __typename }`,
    "GRAPHQL_VALIDATION_FAILED",
  ],
  ["unknown fields", `{ viewer { ${times(500, (i) => `handel${i}`)} } }`, "GRAPHQL_VALIDATION_FAILED"],
  ["a directive again and again", `{ __typename ${"@a".repeat(900)} }`, "GRAPHQL_VALIDATION_FAILED"],
  ["no GraphQL", "{ viewer {", "GRAPHQL_PARSE_FAILED"],
  ["a name that is a byte", "\u0000", "GRAPHQL_PARSE_FAILED"],
];

it.each(merelyInvalid)("answers %s at once", async (_, query, code) => {
  const answers = [await refusal(query), await refusal(`${query} `), await refusal(`${query}  `)];
  for (const answer of answers) expect(answer).toMatchObject({ status: 400, code });
  expect(Math.min(...answers.map(({ cpu }) => cpu))).toBeLessThan(6 * cpuToReadJson());
});

it.each([
  ["depth", nested(3, "id version stage { name }")],
  ["aliases", `{ ${times(19, (i) => `a${i}: __typename`)} c: viewer { ${times(10, (i) => `b${i}: __typename`)} } }`],
  ["root fields", `{ ${times(20, () => "__typename")} }`],
  ["first", "{ registeredModels(first: 200) { nodes { id } } }"],
  ["null as first", "{ registeredModels(first: null) { nodes { id tags(first: null) { key } } } }"],
  ["cost", "{ registeredModels(first: 49) { nodes { versions(first: 200) { nodes { id } } } } }"],
  [
    "the whole introspection",
    getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, oneOf: false }),
  ],
])("takes %s up to the limit", async (_, query) => {
  expect(await refusal(query)).toMatchObject({ status: 200, code: undefined });
});

it.each([
  [{ f: { teem: "x" } }, /Field "teem" is not defined by type "RegisteredModelFilter"\. Did you mean "team"\?$/],
  [
    { f: { visibility: "ORGANISATION" } },
    /Value "ORGANISATION" does not exist in "\w+" enum\. Did you mean the enum value "ORGANIZATION"\?$/,
  ],
  [{ f: { nameContains: 7 } }, /at "f\.nameContains"; String cannot represent a non string value: 7$/],
  [{ f: { nameContains: "\0" } }, /^filter\.nameContains: no NUL characters\.$/],
  [{ f: { nameContains: "\ud800" } }, /^filter\.nameContains: well-formed Unicode/],
  [{ f: { nameContains: "x".repeat(100_001) } }, /^filter\.nameContains: at most 100,000 characters\.$/],
])("names the field and what may stand there, with one suggestion (%#)", async (variables, says) => {
  const query = "query ($f: RegisteredModelFilter) { registeredModels(filter: $f) { nodes { id } } }";
  expect(await refusal(query, variables)).toMatchObject({
    code: "INVALID_INPUT",
    message: expect.stringMatching(says),
  });
});

it("names the limits in the documentation's words", () => {
  expect(limits).toMatchObject({
    documentBytes: 65_536,
    tokens: 2_000,
    depth: 12,
    introspectionDepth: 20,
    aliases: 30,
  });
  expect(limits).toMatchObject({ rootFields: 20, pageSize: 200, cost: 10_000, listCost: 5, bodyBytes: 8_388_608 });
});
