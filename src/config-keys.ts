/** Every environment variable that is read; `npm run schema` writes docs/configuration.md from it. */
export const configKeys = [
  ["PORT", "4000", "TCP port to listen on; `0` picks a free one and prints it."],
  ["LOG_LEVEL", "info", "`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`."],
  [
    "DATABASE_URL",
    "embedded PostgreSQL",
    "URL of the runtime login on PostgreSQL 15 or later; without it the embedded PostgreSQL is used.",
  ],
  ["DATABASE_OWNER_URL", "made by `DATABASE_URL`'s login", "URL of the login that migrates, for the same database."],
  [
    "DATABASE_SEQUENCER_URL",
    "made by `DATABASE_URL`'s login",
    "URL of the sequencer's login, for the same database; see [the log](log.md). Without one there is no log.",
  ],
  ["COUNTERSIGN_HOST", "127.0.0.1", "Address to listen on."],
  [
    "COUNTERSIGN_ALLOWED_HOSTS",
    "loopback names and the host",
    "Comma-separated host names of the service, on any port; a request for another `Host` is answered 403, but on `/health` and `/ready`. `*`: any host, with a warning at the start.",
  ],
  [
    "COUNTERSIGN_TRUSTED_PROXIES",
    "none",
    "Comma-separated addresses and ranges (`10.0.0.0/8`) of proxies: from these the last address of `X-Forwarded-For` that is not trusted is the client's, and `X-Forwarded-Proto` tells https.",
  ],
  [
    "COUNTERSIGN_PUBLIC_URL",
    "where it listens",
    "Address that browsers and clients reach the service by, such as `https://ml.example/registry`: its host is allowed, its path is answered with and without it.",
  ],
  [
    "COUNTERSIGN_HOME",
    "./.countersign",
    "Folder for the admin token, the database URLs, the embedded data and, unless told otherwise, the artifacts.",
  ],
  [
    "COUNTERSIGN_ARTIFACTS_DIR",
    "`artifacts/` in `COUNTERSIGN_HOME`",
    "Folder for the bytes of artifacts, which all replicas share; see [the artifacts](#the-artifacts).",
  ],
  [
    "COUNTERSIGN_PACKS",
    "none",
    "Folder of policy packs of your own, beside those that come with the service; see [packs](packs.md).",
  ],
  [
    "COUNTERSIGN_BOOTSTRAP_TOKEN",
    "random",
    "The first administrator's token, read at the first start only: at least 32 characters.",
  ],
  [
    "COUNTERSIGN_JWT_ISSUER",
    "none",
    "Issuer of the identity provider's tokens; with audience and keys it lets users sign in by JWT.",
  ],
  [
    "COUNTERSIGN_ALLOW_LOWER_HARDENING",
    "0",
    "`1` lets the service start once with a hardening level below that of its last start.",
  ],
  ["COUNTERSIGN_JWT_AUDIENCE", "none", "Audience that those tokens must name."],
  ["COUNTERSIGN_JWKS", "none", "Their signing keys: an https URL (http only on loopback), or a file."],
  ["COUNTERSIGN_JWT_GROUPS_CLAIM", "none", "Claim that lists a user's groups."],
  [
    "COUNTERSIGN_GROUPS_TTL_HOURS",
    "24",
    "Hours that a role given by a group outlives the last token that showed the group.",
  ],
  ["COUNTERSIGN_READ_CONNECTIONS", "10", "Database connections for reads, per process."],
  ["COUNTERSIGN_WRITE_CONNECTIONS", "20", "Database connections for transactions, per process."],
  ["COUNTERSIGN_STATEMENT_TIMEOUT_MS", "10000", "Milliseconds that one statement may run."],
  ["COUNTERSIGN_WAIT_MS", "10000", "Milliseconds that a request waits for a database connection or a row lock."],
  [
    "COUNTERSIGN_DRAIN_DELAY_MS",
    "0",
    "Milliseconds, up to 60,000, between SIGTERM, when `/ready` turns to 503, and the moment when no more connections are taken: as long as a balancer needs to notice. `docker-compose.yml` sets 5,000.",
  ],
  [
    "COUNTERSIGN_DRAIN_TRANSFERS_MS",
    "6000",
    "Milliseconds, up to 3,600,000, that files may still come and go after that, while their bytes move; other requests have 6,000. `docker-compose.yml` sets 60,000.",
  ],
  [
    "COUNTERSIGN_LIVE_BEAT_MS",
    "15000",
    "Milliseconds, 1,000 to 60,000, between two lines that go over `GET /live` to show that it lives: fewer than the time after which a proxy ends a silent answer. At every fourth it is looked whether the listener's session has ended.",
  ],
  [
    "COUNTERSIGN_MAX_CONNECTIONS",
    "4096",
    "Connections of clients at once, per process; one more is closed, and the log says so.",
  ],
  [
    "COUNTERSIGN_MAX_UPLOADS",
    "64",
    "Files that are taken in at once, per process, each in 1 MiB of memory; one principal has half of them at the most. Others wait for `COUNTERSIGN_WAIT_MS`, then are answered 503.",
  ],
  [
    "COUNTERSIGN_GRAPHQL_COST_PER_MINUTE",
    "1000000",
    "What one principal may spend in a minute on GraphQL's costs and request bodies (1 for each 10 KiB); `0` sets no limit.",
  ],
  [
    "COUNTERSIGN_AUTH_FAILURES_PER_MINUTE",
    "300",
    "Failed authentications that one address may make in a minute; `0` sets no limit.",
  ],
  [
    "COUNTERSIGN_SEQUENCER",
    "child",
    "`child`: the service runs the log's sequencer as a process below it; `off`: it does not, and `npm run sequencer` may run apart.",
  ],
  [
    "COUNTERSIGN_LOG_NAME",
    "`countersign.local/<uuid>`",
    "The log's origin, which its checkpoints and keys name: fixed at the sequencer's first start.",
  ],
  [
    "COUNTERSIGN_LOG_KEY",
    "`log-key.pem` in `COUNTERSIGN_HOME`",
    "File of the log's signing key (Ed25519, PKCS#8 PEM, 0600), made at the sequencer's first start; only the sequencer reads it.",
  ],
  [
    "COUNTERSIGN_PACK_KEY",
    "`pack-key.pem` in `COUNTERSIGN_HOME`",
    "File of the key that signs evidence packs (Ed25519, PKCS#8 PEM, 0600), made with the first pack. Give all replicas the same; [the log](log.md) announces each.",
  ],
  [
    "COUNTERSIGN_LOG_DIR",
    "`log/` in `COUNTERSIGN_HOME`",
    "Folder of the log's tiles and its checkpoint: the sequencer writes it, the service serves it.",
  ],
  [
    "COUNTERSIGN_LOG_ACCESS",
    "auditors",
    "Who reads the log's sizes, proofs, tiles and index: `auditors` (and admins), `authenticated`, or `public`, which tells the world ids, times and action words.",
  ],
  [
    "COUNTERSIGN_CHECKPOINT_MS",
    "2000",
    "Milliseconds, from 100 to 3,600,000, between two checkpoints of a log that grows.",
  ],
  [
    "COUNTERSIGN_INDEX_SECONDS",
    "60",
    "Seconds, up to 86,400, between two commitments to the index of a log that grows.",
  ],
  [
    "COUNTERSIGN_ANCHORS",
    "a weak one, see [the log](log.md#anchors)",
    "JSON file (0600) that lists the log's anchors: places outside that keep its checkpoints, and time-stamping authorities; `[]` in it for none at all.",
  ],
  [
    "COUNTERSIGN_ANCHOR_SECONDS",
    "60",
    "Seconds, up to 86,400, between two checkpoints that an anchor of a log that grows is told.",
  ],
  [
    "COUNTERSIGN_WITNESSES",
    "none",
    "File of the log's witnesses with their keys and URLs, as [tlog-policy](https://c2sp.org/tlog-policy) says: each is asked to cosign every checkpoint.",
  ],
  [
    "XDG_STATE_HOME",
    "`.local/state` in the user's home",
    "Folder below which the weak anchor stands, where `COUNTERSIGN_ANCHORS` is not set.",
  ],
  [
    "COUNTERSIGN_KEY_OVERLAP_HOURS",
    "24",
    "Hours, up to 8,784, for which the old key of the log signs beside the new one after `npm run log -- rotate-key`.",
  ],
] as const satisfies readonly (readonly [key: string, standard: string, description: string])[];
