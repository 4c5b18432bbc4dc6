import { type GraphQLSchema, graphql } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  MembershipResolver,
  PrincipalResolver,
  ViewerResolver,
} from "../../src/access/principals/principals.resolver.js";
import { UsersResolver } from "../../src/access/principals/users.resolver.js";
import { TeamResolver } from "../../src/access/teams/teams.resolver.js";
import { createApiToken } from "../../src/access/tokens/create-api-token.js";
import { TokensResolver } from "../../src/access/tokens/tokens.resolver.js";
import { buildGraphqlSchema } from "../../src/graphql/schema.js";
import { createWorld, inDays, type World } from "./world.js";

const resolvers = [MembershipResolver, PrincipalResolver, TeamResolver, TokensResolver, UsersResolver, ViewerResolver];

let world: World;
let schema: GraphQLSchema;
beforeAll(async () => {
  world = await createWorld();
  schema = await buildGraphqlSchema(resolvers);
});
afterAll(() => world.close());

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a client would
type Answer = any;

/** Runs a document as a new request with this token. */
const ask = async (token: string, source: string, variableValues: Record<string, unknown> = {}): Promise<Answer> => {
  const contextValue = await world.as(token);
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues });
  return errors === undefined
    ? data
    : { errors: errors.map(({ message, extensions }) => ({ message, code: extensions.code })) };
};
const admin = (source: string, variables?: Record<string, unknown>): Promise<Answer> =>
  ask(world.adminToken, source, variables);

const mutation = (name: string, fields: string): string => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  return `mutation($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { code message path } } }`;
};
const run = async (token: string, name: string, fields: string, input: object): Promise<Answer> => {
  const answer = await ask(token, mutation(name, fields), { input });
  return answer.errors ? answer : answer[name];
};

test("the whole story of a team", async () => {
  const { user } = await run(
    world.adminToken,
    "createUser",
    "user { id handle displayName kind email organizationRoles }",
    {
      handle: "ana",
      displayName: "Ana",
      email: "ana@corp.example",
    },
  );
  expect(user).toMatchObject({
    handle: "ana",
    displayName: "Ana",
    kind: "USER",
    email: "ana@corp.example",
    organizationRoles: [],
  });
  const { team } = await run(world.adminToken, "createTeam", "team { id slug name }", { slug: "risk", name: "Risk" });
  const added = await run(
    world.adminToken,
    "addTeamMember",
    "membership { team { slug } principal { handle } roles }",
    {
      teamId: team.id,
      principalId: user.id,
      roles: ["OWNER", "REVIEWER"],
    },
  );
  expect(added.membership).toEqual({
    team: { slug: "risk" },
    principal: { handle: "ana" },
    roles: ["OWNER", "REVIEWER"],
  });
  const minted = await run(
    world.adminToken,
    "createApiToken",
    "secret apiToken { id name hint scopes modelIds principal { handle } mintedBy { handle kind } expiresAt revokedAt }",
    {
      principalId: user.id,
      name: "laptop",
      expiresAt: inDays(30),
      scopes: ["READ", "ADMIN"],
      idempotencyKey: "k",
    },
  );
  expect(minted.apiToken).toMatchObject({
    name: "laptop",
    hint: `${minted.secret.slice(0, 8)}…`,
    scopes: ["READ", "ADMIN"],
    modelIds: null,
    principal: { handle: "ana" },
  });
  expect(minted.apiToken.mintedBy.map(({ handle }: Answer) => handle).sort()).toEqual(["admin", "countersign"]);
  const token = minted.secret as string;

  const viewer = await ask(
    token,
    "{ viewer { principal { id handle displayName kind email } teams { team { slug } roles } organizationRoles scopes } }",
  );
  expect(viewer.viewer).toEqual({
    principal: { id: user.id, handle: "ana", displayName: "Ana", kind: "USER", email: "ana@corp.example" },
    teams: [{ team: { slug: "risk" }, roles: ["OWNER", "REVIEWER"] }],
    organizationRoles: [],
    scopes: ["READ", "ADMIN"],
  });

  const robot = await run(
    token,
    "createServiceAccount",
    "serviceAccount { id handle kind team { slug } memberships { roles } }",
    {
      teamId: team.id,
      handle: "robot",
      displayName: "Robot",
      roles: ["CONTRIBUTOR"],
    },
  );
  expect(robot.serviceAccount).toMatchObject({
    handle: "robot",
    kind: "SERVICE_ACCOUNT",
    team: { slug: "risk" },
    memberships: [{ roles: ["CONTRIBUTOR"] }],
  });
  const groups = await run(
    token,
    "linkTeamGroup",
    "team { groups { group roles } members { nodes { principal { handle } roles } } serviceAccounts { nodes { handle } } }",
    {
      teamId: team.id,
      group: "eng",
      roles: ["VIEWER"],
    },
  );
  expect(groups.team).toEqual({
    groups: [{ group: "eng", roles: ["VIEWER"] }],
    members: {
      nodes: [
        { principal: { handle: "ana" }, roles: ["OWNER", "REVIEWER"] },
        { principal: { handle: "robot" }, roles: ["CONTRIBUTOR"] },
      ],
    },
    serviceAccounts: { nodes: [{ handle: "robot" }] },
  });
});

test("refusals: user errors, top-level errors", async () => {
  const taken = await run(world.adminToken, "createTeam", "team { id }", { slug: "risk", name: "Again" });
  expect(taken).toMatchObject({ team: null, userErrors: [{ code: "NAME_TAKEN", path: ["input", "slug"] }] });
  const bad = await run(world.adminToken, "createTeam", "team { id }", { slug: "NO", name: "x" });
  expect(bad.userErrors[0]).toMatchObject({ code: "INVALID_INPUT", path: ["input", "slug"] });
  const named = await run(world.adminToken, "removeTeamMember", "team { id }", { teamId: "risk", principalId: "ana" });
  expect(named.userErrors[0]).toMatchObject({
    code: "INVALID_INPUT",
    path: ["input", "teamId"],
    message: expect.stringContaining("“risk” is none: it looks like a slug, a handle or a name"),
  });
  const absent = await run(world.adminToken, "removeTeamMember", "team { id }", {
    teamId: "team_00000000000000000000000000",
    principalId: "usr_00000000000000000000000000",
  });
  expect(absent.userErrors[0]).toMatchObject({ code: "NOT_FOUND", path: ["input", "teamId"] });
  const { token } = await world.user("plain");
  expect(await run(token, "createTeam", "team { id }", { slug: "mine", name: "x" })).toMatchObject({
    errors: [{ code: "FORBIDDEN" }],
  });
});

test("what is personal is for oneself and administrators", async () => {
  const { token } = await world.user("curious");
  const query = `{ principal(handle: "ana") { id handle displayName email organizationRoles identities { subject } memberships { roles } }
    team(slug: "risk") { slug name members { nodes { roles } } groups { group } } viewer { principal { email organizationRoles } } }`;
  const seen = await ask(token, query);
  expect(seen.principal).toMatchObject({
    handle: "ana",
    displayName: "Ana",
    email: null,
    organizationRoles: null,
    identities: [],
    memberships: [],
  });
  expect(seen.team).toEqual({ slug: "risk", name: "Risk", members: { nodes: [] }, groups: [] });
  expect(seen.viewer.principal.organizationRoles).toEqual([]);
  const all = await admin(query);
  expect(all.principal).toMatchObject({
    email: "ana@corp.example",
    organizationRoles: [],
    memberships: [{ roles: ["OWNER", "REVIEWER"] }],
  });
  expect(all.team.members.nodes).toHaveLength(2);
});

test("lists are paged by keyset, filtered and scoped", async () => {
  for (let index = 0; index < 5; index++)
    await run(world.adminToken, "createUser", "user { id }", { handle: `page-${index}`, displayName: "P" });
  const handles: string[] = [];
  let after: string | null = null;
  do {
    const { users } = await admin(
      `query($after: String) { users(first: 2, after: $after, filter: {handleContains: "page-", active: true}) {
      nodes { handle } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    handles.push(...users.nodes.map(({ handle }: Answer) => handle));
    after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null;
  } while (after !== null);
  expect(handles).toEqual(["page-0", "page-1", "page-2", "page-3", "page-4"]);
  const { teams } = await admin("{ teams { nodes { slug } } }");
  expect(teams.nodes.map(({ slug }: Answer) => slug)).toEqual(["default", "risk"]);
  const robots = await admin("{ users(filter: {kind: SERVICE_ACCOUNT}) { nodes { handle } } }");
  expect(robots.users.nodes).toEqual([{ handle: "robot" }]);
  expect(await admin("{ users(filter: {kind: SYSTEM}) { nodes { handle } } }")).toMatchObject({
    errors: [{ code: "INVALID_INPUT" }],
  });
});

test("tokens: one's own, those of one's team's accounts, all for administrators and auditors", async () => {
  const { id, token, ctx } = await world.user("tokens-ana");
  const list = "{ apiTokens { nodes { id name principal { handle } revokedAt } } }";
  await createApiToken(ctx, { name: "second", expiresAt: inDays(1), scopes: ["READ"] });
  const own = await ask(token, list);
  expect(own.apiTokens.nodes.map(({ name }: Answer) => name)).toEqual(["second", "test"]);
  const everything = await admin(list);
  expect(everything.apiTokens.nodes.length).toBeGreaterThan(4);
  const filtered = await admin(`{ apiTokens(filter: {principal: "tokens-ana", active: true}) { nodes { id } } }`);
  expect(filtered.apiTokens.nodes).toHaveLength(2);
  await run(token, "revokeApiToken", "apiToken { id }", { apiTokenId: own.apiTokens.nodes[0].id });
  const ended = await admin(
    `{ apiTokens(filter: {principal: "tokens-ana", active: false}) { nodes { name revokedAt } } }`,
  );
  expect(ended.apiTokens.nodes).toMatchObject([{ name: "second" }]);

  const { token: stranger } = await world.user("tokens-bob");
  expect(await ask(stranger, `{ node(id: "${own.apiTokens.nodes[1].id}") { id } }`)).toEqual({ node: null });
  expect(
    await admin(
      `{ node(id: "${own.apiTokens.nodes[1].id}") { id ... on ApiToken { name } } user: node(id: "${id}") { ... on Principal { handle } } }`,
    ),
  ).toMatchObject({
    node: { name: "test" },
    user: { handle: "tokens-ana" },
  });
});

test("a token tells when it was used last; one that was not used tells nothing", async () => {
  const { token, ctx } = await world.user("tokens-eva");
  const { secret } = await createApiToken(ctx, { name: "second", expiresAt: inDays(1), scopes: ["READ"] });
  const used = async (): Promise<(string | null)[]> => {
    await world.noteUses();
    const { apiTokens } = await ask(token, "{ apiTokens { nodes { lastUsedAt } } }");
    return apiTokens.nodes.map(({ lastUsedAt }: Answer) => lastUsedAt);
  };
  await ask(token, "{ viewer { scopes } }");
  const [second, first] = await used();
  expect(second).toBeNull();
  expect(Math.abs(Date.parse(first ?? "") - Date.now())).toBeLessThan(60_000);
  await ask(secret, "{ viewer { scopes } }");
  const [later, same] = await used();
  expect(Date.parse(later ?? "")).toBeGreaterThanOrEqual(Date.parse(first ?? ""));
  expect(same).toBe(first);
});

test("a token that only resolves learns who it is, and no more", async () => {
  const { ctx } = await world.user("resolver");
  const { secret } = await createApiToken(ctx, { name: "r", expiresAt: inDays(1), scopes: ["RESOLVE"] });
  expect(await ask(secret, "{ viewer { principal { handle } scopes } }")).toEqual({
    viewer: { principal: { handle: "resolver" }, scopes: ["RESOLVE"] },
  });
  expect(await ask(secret, "{ teams { nodes { slug } } }")).toMatchObject({ errors: [{ code: "FORBIDDEN" }] });
});

test("malformed look-ups are absent", async () => {
  for (const name of ["", "NO", "a b", "'", "x".repeat(10_000)])
    expect(
      await admin("query($n: String!) { principal(handle: $n) { id } team(slug: $n) { id } }", { n: name }),
    ).toEqual({ principal: null, team: null });
});

test("a replay of a minting shows no secret", async () => {
  const input = { name: "once", expiresAt: inDays(1), scopes: ["READ"], idempotencyKey: "mint" };
  const first = await run(world.adminToken, "createApiToken", "secret apiToken { id }", input);
  const again = await run(world.adminToken, "createApiToken", "secret apiToken { id }", input);
  expect(again).toEqual({ secret: null, apiToken: first.apiToken, userErrors: [] });
});

test("everything is described", () => {
  const missing: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (!type.description) missing.push(type.name);
    if ("getFields" in type)
      for (const field of Object.values(type.getFields())) {
        if (!field.description) missing.push(`${type.name}.${field.name}`);
        if ("args" in field)
          for (const arg of field.args) if (!arg.description) missing.push(`${type.name}.${field.name}(${arg.name})`);
      }
    if ("getValues" in type)
      for (const value of type.getValues()) if (!value.description) missing.push(`${type.name}.${value.name}`);
  }
  expect(missing).toEqual([]);
});
