import { accessSync, constants } from "node:fs";
import { BlockList, isIPv6 } from "node:net";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { configKeys } from "./config-keys.js";
import { isConnectionUrl } from "./db/connection-url.js";
import { addRange } from "./http/address-ranges.js";
import { isKnownWeak } from "./weak-token.js";

/** A known reason not to start: its message is the one line that the operator sees. */
export class StartError extends Error {}

/** An environment variable that is unknown or whose value makes no sense. */
export class ConfigError extends StartError {}

/** Trust in an identity provider's tokens. */
export interface JwtConfig {
  /** The `iss` that tokens must carry. */
  issuer: string;
  /** The `aud` that tokens must carry. */
  audience: string;
  /** Where the signing keys are: an https URL, or an absolute path. */
  jwks: { url: URL } | { file: string };
  /** Name of the claim that lists groups; null: groups are not read. */
  groupsClaim: string | null;
}

/** What the service was told by its environment. */
export interface Config {
  /** TCP port; 0 picks a free one. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** Lower-case values of the Host header that are answered, without a port: any port is allowed; `*` is any host. */
  allowedHosts: string[];
  /** Ranges of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` count. */
  trustedProxies: BlockList;
  /** Address that browsers and clients reach the service by, without a slash at its end; null: only where it listens. */
  publicUrl: URL | null;
  /** Absolute path of the folder for the token, the database URLs and the embedded data. */
  home: string;
  /** Absolute path of the folder for artifacts' bytes, which replicas share. */
  artifactsDir: string;
  /** Absolute path of a folder of further policy packs; null: none. */
  packsDir: string | null;
  /** Runtime login; null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** Login that migrates; null: made or derived from `databaseUrl`. */
  databaseOwnerUrl: string | null;
  /** The sequencer's login; null: made where `databaseUrl`'s may, or none. */
  databaseSequencerUrl: string | null;
  /** Who runs the log's sequencer: the service, as a process below it, or nobody here. */
  sequencer: "child" | "off";
  /** Origin of a log that is made now; null: one of its own. */
  logName: string | null;
  /** Absolute path of the log's signing key, which the sequencer alone reads. */
  logKey: string;
  /** Absolute path of the key that signs evidence packs, which the service reads. */
  packKey: string;
  /** Absolute path of the folder of the log's tiles. */
  logDir: string;
  /** Who reads the log's sizes, proofs and tiles. */
  logAccess: (typeof logAccesses)[number];
  /** Milliseconds between two checkpoints. */
  checkpointMs: number;
  /** Seconds between two commitments to the index. */
  indexSeconds: number;
  /** JSON file that names the log's anchors; null: none is configured. */
  anchors: string | null;
  /** Seconds between two checkpoints that an anchor is told. */
  anchorSeconds: number;
  /** tlog-policy file that names the log's witnesses; null: there are none. */
  witnesses: string | null;
  /** Absolute path of the folder for what programs of this user keep from one run to the next. */
  stateDir: string;
  /** Hours for which an old key of the log signs beside the new one. */
  keyOverlapHours: number;
  /** Whether a start below the last start's hardening level is let pass. */
  allowLowerHardening: boolean;
  /** First administrator's token; null: a random one. */
  bootstrapToken: string | null;
  jwt: JwtConfig | null;
  /** Hours that a role given by a group claim outlives the last token that showed the group. */
  groupsTtlHours: number;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** Connections for reads outside a transaction. */
  readConnections: number;
  /** Connections for transactions. */
  writeConnections: number;
  /** Milliseconds that one statement may run. */
  statementTimeoutMs: number;
  /** Milliseconds that a request waits for a connection or a row lock. */
  waitMs: number;
  /** Milliseconds between the signal to stop, when `/ready` turns, and the end of the listening socket. */
  drainDelayMs: number;
  /** Milliseconds that a file may still come or go after that, while its bytes move. */
  drainTransfersMs: number;
  /** Milliseconds between two lines over `/live` that show that it lives; at every fourth, sessions are looked at. */
  liveBeatMs: number;
  /** Connections of clients at once; one more is closed. */
  maxConnections: number;
  /** Files that are taken in at once. */
  maxUploads: number;
  /** GraphQL cost that one principal may spend in a minute; 0: no limit. */
  graphqlCostPerMinute: number;
  /** Failed authentications that one address may make in a minute; 0: no limit. */
  authFailuresPerMinute: number;
}

type Key = (typeof configKeys)[number][0];
type Read = (key: Key) => string | undefined;

/** Reads and checks the environment; throws a `ConfigError` whose one line names the variable at fault. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
  refuseUnknown(env);
  const read: Read = (key) => {
    const value = env[key];
    if (value !== undefined && value.trim() === "")
      throw new ConfigError(`${key} is empty: give it a value, or do not set it`);
    return value?.trim();
  };
  const host = hostOf(read);
  const publicUrl = publicUrlOf(read);
  const home = resolve(read("COUNTERSIGN_HOME") ?? ".countersign");
  return {
    port: integer(read, "PORT", 4000, 0, 65_535),
    host,
    allowedHosts: allowedHosts(read, host, publicUrl),
    trustedProxies: trustedProxies(read),
    publicUrl,
    home,
    artifactsDir: resolve(read("COUNTERSIGN_ARTIFACTS_DIR") ?? join(home, "artifacts")),
    packsDir: pathOf(read, "COUNTERSIGN_PACKS"),
    ...databaseUrls(read),
    ...logSettings(read, home),
    allowLowerHardening: integer(read, "COUNTERSIGN_ALLOW_LOWER_HARDENING", 0, 0, 1) === 1,
    bootstrapToken: bootstrapToken(read),
    jwt: jwt(read),
    groupsTtlHours: integer(read, "COUNTERSIGN_GROUPS_TTL_HOURS", 24, 1, 8_784),
    logLevel: oneOf(read, "LOG_LEVEL", logLevels),
    readConnections: integer(read, "COUNTERSIGN_READ_CONNECTIONS", 10, 1, 1_000),
    writeConnections: integer(read, "COUNTERSIGN_WRITE_CONNECTIONS", 20, 1, 1_000),
    statementTimeoutMs: integer(read, "COUNTERSIGN_STATEMENT_TIMEOUT_MS", 10_000, 100, 600_000),
    waitMs: integer(read, "COUNTERSIGN_WAIT_MS", 10_000, 100, 600_000),
    drainDelayMs: integer(read, "COUNTERSIGN_DRAIN_DELAY_MS", 0, 0, 60_000),
    drainTransfersMs: integer(read, "COUNTERSIGN_DRAIN_TRANSFERS_MS", 6_000, 0, 3_600_000),
    liveBeatMs: integer(read, "COUNTERSIGN_LIVE_BEAT_MS", 15_000, 1_000, 60_000),
    maxConnections: integer(read, "COUNTERSIGN_MAX_CONNECTIONS", 4_096, 1, 1_000_000),
    maxUploads: integer(read, "COUNTERSIGN_MAX_UPLOADS", 64, 1, 10_000),
    graphqlCostPerMinute: integer(read, "COUNTERSIGN_GRAPHQL_COST_PER_MINUTE", 1_000_000, 0, 1_000_000_000),
    authFailuresPerMinute: integer(read, "COUNTERSIGN_AUTH_FAILURES_PER_MINUTE", 300, 0, 1_000_000),
  };
};

/** What the sequencer is told of this environment: no login and no secret but its own. */
export const sequencerEnvironment = (url: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => {
  const { DATABASE_URL, DATABASE_OWNER_URL, COUNTERSIGN_BOOTSTRAP_TOKEN, ...others } = env;
  return { ...others, DATABASE_SEQUENCER_URL: url };
};

/** What `git` is told of this environment: where its user's settings and keys are, and no secret of ours. */
export const gitEnvironment = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(env).filter(([key]) => /^(PATH|HOME|SSH_AUTH_SOCK|TMPDIR|(GIT|XDG)_\w+)$/.test(key)),
  ),
  LC_ALL: "C",
});

/** Kubernetes injects variables for a service that is called `countersign`: those are not ours. */
const injected = /^COUNTERSIGN_(SERVICE_|PORT($|_))/;

const refuseUnknown = (env: NodeJS.ProcessEnv): void => {
  const known = new Set<string>(configKeys.map(([key]) => key));
  for (const key of Object.keys(env))
    if (key.startsWith("COUNTERSIGN_") && !known.has(key) && !injected.test(key))
      throw new ConfigError(`${key} is not a setting of this release; docs/configuration.md lists them`);
};

/** A file or folder, from where the service was started; null unless set. */
const pathOf = (read: Read, key: Key): string | null => {
  const path = read(key);
  return path === undefined ? null : resolve(path);
};

const integer = (read: Read, key: Key, standard: number, least: number, most: number): number => {
  const text = read(key);
  if (text === undefined) return standard;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new ConfigError(`${key} must be a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
  return value;
};

const isHost = (text: string): boolean =>
  isIPv6(text) || (text.length <= 253 && /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(text));

const hostOf = (read: Read): string => {
  const host = unbracketed(read("COUNTERSIGN_HOST") ?? "127.0.0.1");
  if (!isHost(host))
    throw new ConfigError(`COUNTERSIGN_HOST must be an address or a host name, not ${JSON.stringify(host)}`);
  return host;
};

const unbracketed = (text: string): string => text.replace(/^\[(.*)\]$/, "$1");

const publicUrlOf = (read: Read): URL | null => {
  const text = read("COUNTERSIGN_PUBLIC_URL");
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain =
    url !== null && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === "";
  if (!plain || !/^(\/[\w.~-]+)*\/?$/.test(url.pathname))
    throw new ConfigError(
      `COUNTERSIGN_PUBLIC_URL must be an http(s) URL with a plain path, such as https://ml.example/registry, not ${JSON.stringify(text)}`,
    );
  url.pathname = url.pathname.replace(/\/$/, "");
  return url;
};

const trustedProxies = (read: Read): BlockList => {
  const ranges = new BlockList();
  for (const item of read("COUNTERSIGN_TRUSTED_PROXIES")?.split(",") ?? [])
    if (!addRange(ranges, item.trim()))
      throw new ConfigError(
        `COUNTERSIGN_TRUSTED_PROXIES must be addresses or ranges such as 10.0.0.0/8, separated by commas, not ${JSON.stringify(item)}`,
      );
  return ranges;
};

const allowedHosts = (read: Read, host: string, publicUrl: URL | null): string[] => {
  if (read("COUNTERSIGN_ALLOWED_HOSTS") === "*") return ["*"];
  const given = read("COUNTERSIGN_ALLOWED_HOSTS")?.split(",") ?? ["localhost", "127.0.0.1", "::1", host];
  if (publicUrl !== null) given.push(publicUrl.hostname);
  const names = given.map((item) => {
    const name = unbracketed(item.trim().replace(/^([^:]+|\[.*\]):\d{1,5}$/, "$1"));
    if (!isHost(name))
      throw new ConfigError(
        `COUNTERSIGN_ALLOWED_HOSTS must be host names, separated by commas, or * alone, not ${JSON.stringify(item)}`,
      );
    return (isIPv6(name) ? `[${name}]` : name).toLowerCase();
  });
  return [...new Set(names)];
};

const sequencers = ["child", "off"] as const;
const logAccesses = ["auditors", "authenticated", "public"] as const;

const logSettings = (read: Read, home: string) => ({
  sequencer: oneOf(read, "COUNTERSIGN_SEQUENCER", sequencers),
  logName: logName(read),
  logKey: resolve(read("COUNTERSIGN_LOG_KEY") ?? join(home, "log-key.pem")),
  packKey: resolve(read("COUNTERSIGN_PACK_KEY") ?? join(home, "pack-key.pem")),
  logDir: resolve(read("COUNTERSIGN_LOG_DIR") ?? join(home, "log")),
  logAccess: oneOf(read, "COUNTERSIGN_LOG_ACCESS", logAccesses),
  checkpointMs: integer(read, "COUNTERSIGN_CHECKPOINT_MS", 2_000, 100, 3_600_000),
  indexSeconds: integer(read, "COUNTERSIGN_INDEX_SECONDS", 60, 1, 86_400),
  anchors: pathOf(read, "COUNTERSIGN_ANCHORS"),
  anchorSeconds: integer(read, "COUNTERSIGN_ANCHOR_SECONDS", 60, 1, 86_400),
  witnesses: pathOf(read, "COUNTERSIGN_WITNESSES"),
  stateDir: resolve(read("XDG_STATE_HOME") ?? join(homedir(), ".local/state")),
  keyOverlapHours: integer(read, "COUNTERSIGN_KEY_OVERLAP_HOURS", 24, 0, 8_784),
});

/** One of these words; the first unless set. */
const oneOf = <Word extends string>(read: Read, key: Key, words: readonly [Word, ...Word[]]): Word => {
  const text = read(key) ?? words[0];
  const word = words.find((known) => known === text.toLowerCase());
  if (word === undefined)
    throw new ConfigError(`${key} must be one of ${words.join(", ")}, not ${JSON.stringify(text)}`);
  return word;
};

/** A key's name has no plus and no spaces (https://c2sp.org/signed-note), and the origin is the key's name. */
const logName = (read: Read): string | null => {
  const name = read("COUNTERSIGN_LOG_NAME") ?? null;
  if (name !== null && !/^[a-z0-9.-]{1,100}(\/[\w.~-]{1,100}){0,5}$/.test(name))
    throw new ConfigError(
      `COUNTERSIGN_LOG_NAME must be a URL without a scheme, such as registry.example/log, not ${JSON.stringify(name)}`,
    );
  return name;
};

type DatabaseUrls = Pick<Config, "databaseUrl" | "databaseOwnerUrl" | "databaseSequencerUrl">;

const databaseUrls = (read: Read): DatabaseUrls => {
  const databaseUrl = databaseUrlOf(read, "DATABASE_URL");
  const databaseOwnerUrl = databaseUrlOf(read, "DATABASE_OWNER_URL");
  if (databaseOwnerUrl !== null && databaseUrl === null)
    throw new ConfigError("DATABASE_OWNER_URL needs DATABASE_URL, the login that the service runs as");
  return { databaseUrl, databaseOwnerUrl, databaseSequencerUrl: databaseUrlOf(read, "DATABASE_SEQUENCER_URL") };
};

/** The value holds a password: it is never repeated in the message. */
const databaseUrlOf = (read: Read, key: Key): string | null => {
  const url = read(key) ?? null;
  if (url !== null && !isConnectionUrl(url))
    throw new ConfigError(
      `${key} must look like postgresql://login:password@host:5432/database, with special characters percent-encoded`,
    );
  return url;
};

/** The value is a secret: it is never repeated in the message. */
const bootstrapToken = (read: Read): string | null => {
  const token = read("COUNTERSIGN_BOOTSTRAP_TOKEN") ?? null;
  if (token === null) return null;
  const refuse = (reason: string): never => {
    throw new ConfigError(
      `COUNTERSIGN_BOOTSTRAP_TOKEN ${reason}: make one with \`openssl rand -hex 32\`, or do not set it for a random one`,
    );
  };
  if (token.length < 32) return refuse("must have at least 32 characters");
  if (token.length > 512) return refuse("must have at most 512 characters");
  if (!/^[\x21-\x7e]+$/.test(token)) return refuse("must be printable ASCII without spaces");
  if (isKnownWeak(token)) return refuse("is one that is easily guessed");
  return token;
};

const jwt = (read: Read): JwtConfig | null => {
  const issuer = read("COUNTERSIGN_JWT_ISSUER");
  const audience = read("COUNTERSIGN_JWT_AUDIENCE");
  const keys = read("COUNTERSIGN_JWKS");
  const groupsClaim = read("COUNTERSIGN_JWT_GROUPS_CLAIM") ?? null;
  if (issuer === undefined && audience === undefined && keys === undefined && groupsClaim === null) return null;
  if (issuer === undefined || audience === undefined || keys === undefined)
    throw new ConfigError(
      "COUNTERSIGN_JWT_ISSUER, COUNTERSIGN_JWT_AUDIENCE and COUNTERSIGN_JWKS must be set together, or none of the JWT settings",
    );
  return { issuer, audience, jwks: jwks(keys), groupsClaim };
};

const jwks = (text: string): JwtConfig["jwks"] => {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const url = URL.canParse(text) ? new URL(text) : null;
    const loopback = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    if (url?.protocol === "https:" || (url?.protocol === "http:" && loopback)) return { url };
    throw new ConfigError("COUNTERSIGN_JWKS must be an https URL (http only on loopback) or a file");
  }
  const file = resolve(text);
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new ConfigError(`COUNTERSIGN_JWKS names a file that cannot be read: ${file}`);
  }
  return { file };
};

const logLevels = ["info", "fatal", "error", "warn", "debug", "trace", "silent"] as const;
