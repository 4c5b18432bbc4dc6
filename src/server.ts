import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { Policy as WitnessPolicy } from "../verify/log/tlog-policy.js";
import { accessEntities } from "./access/access.entities.js";
import { createAuthenticator } from "./access/authenticate.js";
import { bootstrap } from "./access/bootstrap.js";
import { invitationsDoor } from "./access/invitations/invitations.door.js";
import { keepRights } from "./access/kept-rights.js";
import { sessionsDoor } from "./access/sessions/sessions.door.js";
import { createTokenUses, type TokenUses } from "./access/tokens/token-uses.job.js";
import { idempotencyJob } from "./acts/idempotency.job.js";
import { damageCounter } from "./artifacts/damage.js";
import { leftoversJob } from "./artifacts/leftovers.job.js";
import { modelFilesJob } from "./artifacts/model-files.job.js";
import { type OwnBlobs, openBlobs } from "./artifacts/open-blobs.js";
import { createUploadTurns } from "./artifacts/upload-turns.js";
import { useEntryIdSecret } from "./audit/entry-ids.js";
import { logDoor } from "./audit/log/log.door.js";
import { logStanding } from "./audit/log.queries.js";
import { partitionsJob } from "./audit/partitions.job.js";
import type { Config } from "./config.js";
import { consoleDoor } from "./console/console.door.js";
import { type ConsoleBuild, readConsole } from "./console/files.js";
import type { Ports } from "./context.js";
import { type Database, openDatabase } from "./db/database.js";
import { hardeningLevels } from "./db/hardening.js";
import { cursorSecret, databaseId, entryIdSecret, isWritable } from "./db/instance.store.js";
import { useCursorSecret } from "./db/keyset.js";
import { pendingMigrations } from "./db/migrate.js";
import type { ResolvedDatabase } from "./db/resolve-database.js";
import { evidenceDoor } from "./evidence/evidence.door.js";
import { packingOf } from "./evidence/pack/packing.js";
import { packsDoor } from "./evidence/pack/packs.door.js";
import { expiryJob } from "./governance/expiry.job.js";
import { gatesDoor } from "./governance/gates/gates.door.js";
import { gatesJob } from "./governance/gates/gates.job.js";
import type { PackLibrary } from "./governance/packs/pack.js";
import { readPacks } from "./governance/packs/read-packs.js";
import { requireUnchangedPacks } from "./governance/packs/require-unchanged.js";
import { reviewsJob } from "./governance/reviews/reviews.job.js";
import { relyingPartyOf } from "./governance/signing/relying-party.js";
import { slotGuardOf } from "./governance/slot-guard.js";
import { createAdmission } from "./graphql/admission.js";
import { createApollo } from "./graphql/apollo.js";
import { graphqlDoor } from "./graphql/graphql.door.js";
import { buildGraphqlSchema } from "./graphql/schema.js";
import { buildApp } from "./http/app.js";
import { createInFlight } from "./http/budget.js";
import { createConnections } from "./http/connections.js";
import type { Door } from "./http/door.js";
import { admittedCaller, type ContextOf, factsOf } from "./http/facts.js";
import { createGuards } from "./http/guards.js";
import { createMetrics, type Metrics } from "./http/metrics.js";
import { sessionCookie } from "./http/session-cookie.js";
import { startJobs } from "./jobs/jobs.js";
import type { Kind, Kinds } from "./kind.js";
import { joined, kinds, resolversOf } from "./kinds.js";
import { liveDoor } from "./live/live.door.js";
import { createLive } from "./live/live.js";
import { createKeptAnswers } from "./mlflow/kept-answers.js";
import { mlflowDoor } from "./mlflow/mlflow.door.js";
import { operations } from "./mlflow/operations.js";
import { openapiDocument } from "./openapi/document.js";
import { openapiDoor } from "./openapi/openapi.door.js";
import { checksDoor } from "./registry/checks/checks.door.js";
import { snapshotKeeper } from "./registry/frozen/freeze-model-version.step.js";
import { resolveDoor } from "./registry/resolve/resolve.door.js";
import { createResolver, type Resolver } from "./registry/resolve/resolve.js";
import { readWitnesses } from "./sequencer/keepers/read-witnesses.js";
import { addServiceMetrics } from "./status/service-metrics.js";
import { probesOf, type Readiness, statusDoor } from "./status/status.door.js";
import { createMetricWriter } from "./tracking/metrics/metric-writer.js";

/** A service that listens. */
export interface RunningServer {
  readonly url: string;
  readonly db: Database;
  /** Whether it serves the console: a checkout that was not built has none. */
  readonly hasConsole: boolean;
  /** Turns `/ready` off: load balancers look elsewhere, and answers ask their clients to connect anew. */
  drain(): void;
  /**
   * Takes no more connections and finishes requests in flight: 6 s for each, files as long as they may; answers how many
   * connections were broken off because they took longer.
   */
  finish(): Promise<number>;
  /** Finishes requests in flight, then closes every connection. */
  close(): Promise<void>;
}

/** Milliseconds that a request in flight has when the service stops. */
const requestsMs = 6_000;

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/** The console as the build left it in the checkout's `web/dist`, seen from `src` or from `dist/src`. */
const builtConsole = (): ConsoleBuild | null => {
  const folders = ["../web/dist", "../../web/dist"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const folder = folders.find((path) => existsSync(path));
  return folder === undefined ? null : readConsole(folder);
};

/**
 * Opens the database and serves from it. A start that fails lets go of the database, so that nothing that follows it
 * complains when an embedded one stops next. `list` is every noun that it serves.
 */
export const startServer = async (
  config: Config,
  database: ResolvedDatabase,
  log: Logger,
  list: readonly Kind[] = kinds,
): Promise<RunningServer> => {
  const nouns = joined(list);
  const packs = await readPacks(config.packsDir);
  const db = await openDatabase({
    kinds: nouns.ids,
    url: database.runtimeUrl,
    entities: accessEntities,
    readPoolSize: config.readConnections,
    writePoolSize: config.writeConnections,
    timeouts: { statement: config.statementTimeoutMs, wait: config.waitMs },
    log,
  });
  try {
    return await serveFrom(db, { config, database, log, nouns, packs });
  } catch (error) {
    await db.close().catch(() => undefined);
    throw error;
  }
};

interface Parts {
  readonly config: Config;
  readonly database: ResolvedDatabase;
  readonly log: Logger;
  readonly nouns: Kinds;
  readonly packs: PackLibrary;
}

/** What every part of the service shares, once the database is open. */
interface Ground extends Parts {
  readonly db: Database;
  readonly metrics: Metrics;
  readonly artifacts: OwnBlobs;
  readonly tokenUses: TokenUses;
  /** Whose witnesses sign the log's checkpoints; null where there are none. */
  readonly witnesses: WitnessPolicy | null;
}

/** The composition root: database → first administrator → schema and routes → HTTP. */
const serveFrom = async (db: Database, parts: Parts): Promise<RunningServer> => {
  const { config, log, packs } = parts;
  await bootstrap(db, config, log);
  await requireUnchangedPacks(db.single, packs, log);
  useCursorSecret(await cursorSecret(db.single));
  useEntryIdSecret(await entryIdSecret(db.single));
  const metrics = createMetrics(() => db.statements());
  const artifacts = openBlobs(config, db.single, log);
  // Claims the folder at the first start; says in the log what is wrong with it.
  await artifacts.fault();
  const tokenUses = createTokenUses(db);
  const ground: Ground = { ...parts, db, metrics, artifacts, tokenUses, witnesses: readWitnesses(config) };
  addServiceMetrics({
    registry: metrics.registry,
    db,
    version,
    hardening: parts.database.hardening.level,
    artifacts: config.artifactsDir,
  });
  const state = { draining: false };
  const { guards, doors, prefix, hasConsole, apollo, live } = await openDoors(ground, state);
  const connections = createConnections({ most: config.maxConnections, log });
  const inFlight = createInFlight();
  const app = await buildApp({ guards, log, metrics, inFlight, doors, connections, prefix });
  await app.listen({ port: config.port, host: config.host });
  const jobs = startJobs(
    [
      partitionsJob(db),
      expiryJob(db, log),
      gatesJob(db, log, artifacts.blobs),
      reviewsJob(db, log),
      idempotencyJob(db),
      tokenUses.job,
      leftoversJob({ db, blobs: artifacts.blobs }),
      modelFilesJob({ db, blobs: artifacts.blobs }),
    ],
    log,
    metrics.registry,
  );
  return {
    url: urlOf(app.server.address() as AddressInfo),
    db,
    hasConsole,
    ...endOf({
      state,
      drain: () => connections.drain(),
      finish: () => {
        live.end();
        return connections.end(() => app.close(), { requestsMs, transfersMs: config.drainTransfersMs });
      },
      rest: [() => jobs.stop(), () => apollo.stop(), () => db.close()],
    }),
  };
};

interface Ending {
  readonly state: { draining: boolean };
  drain(): void;
  finish(): Promise<number>;
  /** What ends after the last request, in this order. */
  readonly rest: readonly (() => Promise<void>)[];
}

const endOf = ({ state, drain, finish, rest }: Ending): Pick<RunningServer, "drain" | "finish" | "close"> => {
  let finished: Promise<number> | undefined;
  const finishOnce = (): Promise<number> => {
    finished ??= finish();
    return finished;
  };
  return {
    drain: () => {
      state.draining = true;
      drain();
    },
    finish: finishOnce,
    close: async () => {
      state.draining = true;
      await finishOnce();
      for (const end of rest) await end();
    },
  };
};

/** Why no sequencer leads the log, where none does. */
const whyLogOff = ({ sequencer }: Config, { sequencerUrl }: ResolvedDatabase): string =>
  sequencerUrl === null
    ? "The sequencer has no database login: set DATABASE_SEQUENCER_URL (docs/log.md)."
    : sequencer === "off"
      ? "COUNTERSIGN_SEQUENCER is off, and no sequencer runs apart (npm run sequencer)."
      : "The sequencer is down: the service starts it anew.";

/** What requests reach through their context. */
const portsOf = (
  { db, config, database, nouns, metrics, artifacts, packs, witnesses }: Ground,
  resolver: Resolver,
): Ports => ({
  kinds: nouns,
  packs,
  resolver,
  keptRights: keepRights(db),
  guard: slotGuardOf(nouns.ids),
  snapshots: snapshotKeeper,
  blobs: artifacts.blobs,
  relyingParty: relyingPartyOf(config.publicUrl),
  countDamage: damageCounter(metrics.registry),
  uploadTurns: createUploadTurns({ most: config.maxUploads, waitMs: config.waitMs }),
  metricWriter: createMetricWriter(db),
  merkleLog: { access: config.logAccess, folder: config.logDir, whyOff: whyLogOff(config, database) },
  packing: packingOf(db, {
    keyFile: config.packKey,
    hardening: database.hardening.level,
    witnesses,
  }),
});

/** Every way in, with the guards before them all; `state` tells `/ready` that the service is about to stop. */
const openDoors = async (ground: Ground, state: { readonly draining: boolean }) => {
  const { db, config, database, log, nouns, metrics, artifacts, witnesses } = ground;
  const schema = await buildGraphqlSchema(resolversOf(nouns));
  const admission = createAdmission(schema);
  const apollo = await createApollo(schema, admission, log);
  const resolver = createResolver(db);
  const ports = portsOf(ground, resolver);
  const authenticator = createAuthenticator({ db, config, log, used: ground.tokenUses.tell });
  const cookie = sessionCookie(await databaseId(db.single));
  const guards = createGuards(config, { authenticator, cookie });
  const probes = probesOf(version);
  const contextOf: ContextOf = (request, software) => ({
    ...admittedCaller(request),
    ...factsOf(request, log, software),
    ...ports,
    budget: request.budget,
    db: db.metered(request.budget),
    refused: metrics.refused,
    loaders: new Map(),
  });
  const live = createLive(db, log);
  const doors: Door[] = [
    statusDoor({ probes, metrics, readiness: () => readiness({ db, database, artifacts, draining: state.draining }) }),
    graphqlDoor({ schema, admission, apollo, guards, refused: metrics.refused, contextOf }),
    resolveDoor(resolver),
    evidenceDoor(contextOf),
    packsDoor(contextOf),
    checksDoor(contextOf),
    gatesDoor(contextOf),
    logDoor({ config, reader: db.reader, witnesses }),
    invitationsDoor({ db, log, guards }),
    sessionsDoor({ db, log, contextOf, authenticator, cookie, guards }),
    liveDoor({ live, contextOf, authenticator, cookie }),
    openapiDoor(openapiDocument(operations, version)),
    mlflowDoor({ contextOf, answers: createKeptAnswers(db), probes }),
  ];
  const build = builtConsole();
  const prefix = config.publicUrl?.pathname.replace(/\/$/, "") ?? "";
  if (build !== null) doors.push(consoleDoor(build, [...doors], prefix));
  return { guards, doors, prefix, hasConsole: build !== null, apollo, live };
};

const urlOf = ({ address, port, family }: AddressInfo): string => {
  const host = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address;
  return `http://${host}:${port}`;
};

interface Watched {
  readonly db: Database;
  readonly database: ResolvedDatabase;
  readonly artifacts: OwnBlobs;
  readonly draining: boolean;
}

const readiness = async ({ db, database, artifacts, draining }: Watched): Promise<Readiness> => {
  const { hardening } = database;
  const [pending, writable, fault, log] = await Promise.all([
    pendingMigrations(db.single).catch(() => null),
    isWritable(db.single).catch(() => false),
    artifacts.fault(),
    logStanding(db.single).catch(() => null),
  ]);
  return {
    database: pending !== null,
    writable,
    migrations: pending?.length === 0,
    artifacts: fault ?? true,
    draining,
    log: log === null ? "unknown" : log.why === null ? log.state : `${log.state}: ${log.why}`,
    hardening: `level ${hardening.level}: ${hardeningLevels[hardening.level]}`,
  };
};
