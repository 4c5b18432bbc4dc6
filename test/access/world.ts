import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { accessEntities } from "../../src/access/access.entities.js";
import { type Authenticator, createAuthenticator } from "../../src/access/authenticate.js";
import { bootstrap } from "../../src/access/bootstrap.js";
import type { Caller } from "../../src/access/caller.js";
import { keepRights } from "../../src/access/kept-rights.js";
import type { Scope } from "../../src/access/principal.js";
import { scopes } from "../../src/access/principal.js";
import { createUser } from "../../src/access/principals/create-user.js";
import { createApiToken } from "../../src/access/tokens/create-api-token.js";
import { createTokenUses } from "../../src/access/tokens/token-uses.job.js";
import { localBlobs } from "../../src/artifacts/local/local-blobs.js";
import { createUploadTurns } from "../../src/artifacts/upload-turns.js";
import type { JwtConfig } from "../../src/config.js";
import type { Ctx } from "../../src/context.js";
import { type Database, openDatabase } from "../../src/db/database.js";
import { packingOf } from "../../src/evidence/pack/packing.js";
import { relyingPartyOf } from "../../src/governance/signing/relying-party.js";
import { Budget, createInFlight } from "../../src/http/budget.js";
import { joined } from "../../src/kinds.js";
import { createResolver } from "../../src/registry/resolve/resolve.js";
import { createMetricWriter } from "../../src/tracking/metrics/metric-writer.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { showing } from "../support/showing.js";
import { until } from "../support/until.js";

export const quiet = pino({ level: process.env.TEST_LOG ?? "silent" });

/** A service on one database: what it would have opened, and the means to act on it as anybody. */
export interface Replica {
  db: Database;
  auth: Authenticator;
  /** The context of a request that carries this token. */
  as(token: string): Promise<Ctx>;
  /** Writes down which tokens were used. */
  noteUses(): Promise<void>;
  close(): Promise<void>;
}

export interface World extends Replica {
  database: TestDatabase;
  adminToken: string;
  admin: Ctx;
  /** Another process on the same database. */
  replica(jwt?: JwtConfig | null, ttlHours?: number): Promise<Replica>;
  /** A user with a token minted by the administrator. */
  user(handle: string, scopes?: Scope[]): Promise<{ id: string; token: string; ctx: Ctx }>;
}

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

export const connect = async (url: string, changeFeed = true): Promise<Database> =>
  openDatabase({
    url,
    kinds: joined().ids,
    entities: accessEntities,
    readPoolSize: 5,
    writePoolSize: 10,
    // On a busy machine a story goes on, where a service in use would rather refuse.
    timeouts: { statement: 60_000, wait: 60_000 },
    log: quiet,
    changeFeed,
  });

export const ctxOf = (db: Database, caller: Caller): Ctx => ({
  ...caller,
  requestId: randomBytes(8).toString("hex"),
  channel: "graphql",
  db,
  resolver: createResolver(db),
  keptRights: keepRights(db),
  packs: [],
  merkleLog: { access: "auditors", folder: "", whyOff: "" },
  packing: packingOf(db, { keyFile: "", hardening: 0, witnesses: null }),
  guard: {
    guarded: async () => [],
    voidOutdated: async () => undefined,
    voidAll: async () => undefined,
    keepsName: async () => false,
    inheritPolicies: async () => undefined,
    isFreedBy: async () => false,
    openFor: async () => [],
    judgedVersions: async () => [],
    signed: async () => [],
    mayReport: async () => false,
    mayPublish: async () => false,
    otherSpelling: async () => undefined,
  },
  kinds: joined(),
  snapshots: { settle: async () => undefined, rejudge: async () => undefined },
  blobs: localBlobs("/nowhere"),
  relyingParty: relyingPartyOf(null),
  countDamage: () => undefined,
  uploadTurns: createUploadTurns({ most: 1, waitMs: 0 }),
  metricWriter: createMetricWriter(db),
  log: quiet,
  client: { ip: "127.0.0.1", agent: "test" },
  budget: new Budget(createInFlight()),
  loaders: new Map(),
});

const open = async (database: TestDatabase, jwt: JwtConfig | null, ttlHours = 24): Promise<Replica> => {
  const db = await connect(database.runtimeUrl);
  const uses = createTokenUses(db);
  const auth = createAuthenticator({ db, config: { jwt, groupsTtlHours: ttlHours }, log: quiet, used: uses.tell });
  return {
    db,
    auth,
    noteUses: () => uses.job.run(new AbortController().signal),
    as: async (token) => ctxOf(db, await auth.authenticate(showing(`Bearer ${token}`, "127.0.0.1", "graphql"))),
    close: () => db.close(),
  };
};

/** A bootstrapped service with an administrator, on a database of its own. */
export const createWorld = async (jwt: JwtConfig | null = null): Promise<World> => {
  const database = await testDatabase();
  const first = await open(database, jwt);
  const adminToken = randomBytes(24).toString("hex");
  const home = mkdtempSync(join(tmpdir(), "countersign-access-"));
  await bootstrap(first.db, { home, bootstrapToken: adminToken }, quiet);
  const replicas = [first];
  const admin = await first.as(adminToken);
  return {
    ...first,
    database,
    adminToken,
    admin,
    replica: async (other = null, ttlHours = 24) => {
      const replica = await open(database, other, ttlHours);
      replicas.push(replica);
      return replica;
    },
    user: async (handle, wanted = [...scopes]) => {
      const { principalId } = await createUser(admin, { handle, displayName: handle });
      const minted = { principalId, name: "test", expiresAt: inDays(30), scopes: wanted };
      const { secret } = await createApiToken(admin, minted);
      return { id: principalId, token: secret, ctx: await first.as(secret) };
    },
    close: async () => {
      for (const replica of replicas) await replica.close();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};

/** The code of the domain error that a promise is rejected with, or `ALLOWED`. */
export const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return "ALLOWED";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

/** Authenticates until the caller is cached: a change that the feed is still to announce may drop it once more. */
export const untilCached = async ({ auth }: Pick<Replica, "auth">, token: string): Promise<void> => {
  await until("the caller is cached", async () => {
    await auth.authenticate(showing(`Bearer ${token}`));
    return auth.cached(showing(`Bearer ${token}`)) !== undefined;
  });
};
