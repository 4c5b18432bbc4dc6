import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { expect } from "vitest";
import { type Config, readConfig } from "../../src/config.js";
import type { Kind } from "../../src/kind.js";
import { type RunningServer, startServer } from "../../src/server.js";
import { Actor, type Answer } from "./actor.js";
import { type TestDatabase, testDatabase } from "./database.js";

export type Role = "VIEWER" | "CONTRIBUTOR" | "MAINTAINER" | "REVIEWER" | "OWNER";

/** A running service on a database of its own, with the words that stories are told in. */
export interface World {
  readonly url: string;
  readonly database: TestDatabase;
  readonly config: Config;
  readonly admin: Actor;
  /** Makes a team; answers its id. */
  team(slug: string): Promise<string>;
  /** Makes a user with roles by team slug (teams are made as needed), who takes a token with all scopes by invitation. */
  user(handle: string, roles?: Record<string, Role[]>): Promise<Actor>;
  /** The team's id. */
  teamId(slug: string): string;
  /** A second service on the same database, as another replica; `changes` is what is different of its configuration. */
  replica(changes?: Partial<Config>): Promise<RunningServer>;
  close(): Promise<void>;
}

const log = pino({ level: process.env.TEST_LOG_LEVEL ?? "silent" });

/** On a busy machine a story goes on, where a service in use would rather refuse. */
const patience = { COUNTERSIGN_WAIT_MS: "60000", COUNTERSIGN_STATEMENT_TIMEOUT_MS: "60000" };

export interface WorldOptions {
  env?: Record<string, string>;
  /** Changes the URL by which the service reaches its database: to put a proxy between. */
  through?: (url: string) => Promise<string>;
  /** The nouns that it serves, if not those of kinds.ts. */
  kinds?: readonly Kind[];
}

/** Starts a service as `main.ts` does, in this process, on a clone of the migrated template. */
export const openWorld = async (options: WorldOptions = {}): Promise<World> => {
  const database = await testDatabase();
  const home = mkdtempSync(join(tmpdir(), "countersign-world-"));
  const config = readConfig({
    PORT: "0",
    COUNTERSIGN_HOME: home,
    LOG_LEVEL: "silent",
    COUNTERSIGN_SEQUENCER: "off",
    ...patience,
    ...options.env,
  });
  const resolved = {
    runtimeUrl: (await options.through?.(database.runtimeUrl)) ?? database.runtimeUrl,
    ownerUrl: database.ownerUrl,
    appRole: database.appRole,
    auditRole: database.auditRole,
    sequencerUrl: database.sequencerUrl,
    hardening: { level: 2, text: "test" },
    embedded: null,
    stop: async () => undefined,
  } as Parameters<typeof startServer>[1];
  const server = await startServer(config, resolved, log, options.kinds);
  const admin = new Actor(server.url, readFileSync(join(home, "admin-token"), "utf8").trim(), "admin");
  const teams = new Map<string, string>();
  const team = async (slug: string): Promise<string> => {
    const known = teams.get(slug);
    if (known !== undefined) return known;
    const { createTeam } = await admin.do("createTeam", { slug, name: `Team ${slug}` }, "team { id }");
    teams.set(slug, createTeam.team.id);
    return createTeam.team.id;
  };
  const user = async (handle: string, roles: Record<string, Role[]> = {}): Promise<Actor> => {
    const { createUser } = await admin.do("createUser", { handle, displayName: `The ${handle}` }, "user { id }");
    const principalId: string = createUser.user.id;
    for (const [slug, held] of Object.entries(roles))
      await admin.do("addTeamMember", { teamId: await team(slug), principalId, roles: held }, "membership { roles }");
    return invited(admin, principalId, handle);
  };
  return {
    url: server.url,
    database,
    config,
    admin,
    team,
    user,
    teamId: (slug) => teams.get(slug) ?? "",
    replica: (changes = {}) => startServer({ ...config, ...changes }, resolved, log, options.kinds),
    close: async () => {
      await server.close();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};

export interface TokenOptions {
  scopes?: string[];
  modelIds?: string[];
  expiresAt?: string;
}

/** An instant `days` from now, as a client writes it. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** Sends a code with the token wanted; answers status and body. */
export const redeem = async (url: string, body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/invitations/redeem`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
};

/** Invites the principal, who takes a token that nobody else had a hand in. */
export const invited = async (
  by: Actor,
  principalId: string,
  handle: string,
  options: Omit<TokenOptions, "modelIds"> = {},
): Promise<Actor> => {
  const { createInvitation } = await by.do("createInvitation", { principalId }, "code");
  const wanted = { name: `${handle}'s token`, scopes: everyScope, expiresAt: inDays(30), ...options };
  const { status, body } = await redeem(by.url, { code: createInvitation.code, ...wanted });
  if (status !== 200)
    expect.fail(`${handle} redeemed an invitation and was answered ${status} ${JSON.stringify(body)}`);
  return new Actor(by.url, body.token, handle, principalId);
};

const everyScope = ["READ", "RESOLVE", "WRITE", "APPROVE", "ADMIN"];

/** Mints a token for the principal with `by`'s credential and speaks with it: `by` has a hand in it. */
export const actorFor = async (
  by: Actor,
  principalId: string,
  handle: string,
  options: TokenOptions = {},
): Promise<Actor> => {
  const input = {
    principalId,
    name: `${handle}'s token`,
    expiresAt: options.expiresAt ?? inDays(30),
    scopes: options.scopes ?? everyScope,
    ...(options.modelIds && { modelIds: options.modelIds }),
  };
  const { createApiToken } = await by.do("createApiToken", input, "secret apiToken { id }");
  return new Actor(by.url, createApiToken.secret, handle, principalId, createApiToken.apiToken.id);
};
