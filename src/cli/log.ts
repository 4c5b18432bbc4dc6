import { verifyLog } from "../audit/check/verify-log.queries.js";
import { exportLog } from "../audit/log/export-log.queries.js";
import { type LogFacts, logFacts, standingOf } from "../audit/log.queries.js";
import { type Config, readConfig, StartError } from "../config.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { createLog } from "../log.js";
import { checkContent } from "../registry/frozen/check-content.queries.js";
import { rebuildTiles } from "../sequencer/rebuild.store.js";
import { readArguments, wrongArguments } from "./arguments.js";
import { checkAllAnchors } from "./check-anchors.js";
import { openAnew, rotate } from "./log-keys.js";
import { withDatabase } from "./with-database.js";

const USAGE = `usage: npm run log -- verify [--state] | status | export DIR | rebuild | check-anchors | rotate-key
                      | new-incarnation --reason TEXT [--compromised]   [--json]
verify   checks the log in the database: every entry is what its hashes say, every stream goes on without a gap, the tree
         and the index are what the entries make, and checkpoints are signed. --state also checks that each governed row is
         what the log last said of it.
status   tells how the log stands: its origin, its size, what waits, whether it is signed.
export   writes the log, up to the last checkpoint, into a new folder: verifier/countersign-verify.mjs and
         verifier/countersign_verify.py check it without the service.
rebuild  writes the tiles in COUNTERSIGN_LOG_DIR anew from the database, up to the last checkpoint, beside a sequencer or
         without one.
check-anchors    asks every anchor for the newest checkpoint that it has, and whether the leaves in the database make it.
                 Exit code 0: they all do; 1: one contradicts the database; 2: one is silent or has lost something; 3: none
                 tells anything.
rotate-key       announces a new signing key, signed over by the old one; both sign for COUNTERSIGN_KEY_OVERLAP_HOURS.
new-incarnation  opens a log with another origin, whose first leaf says what was before: when the key is lost (or, with
         --compromised, stolen), or the database was restored from before what was signed.
--json prints one object. Exit code 0: everything holds; 1: something does not; 2: it could not be done.`;

const acts = ["verify", "status", "export", "rebuild", "check-anchors", "rotate-key", "new-incarnation"] as const;

interface Options {
  readonly act: (typeof acts)[number];
  readonly state: boolean;
  readonly json: boolean;
  readonly reason: string;
  readonly compromised: boolean;
  /** Where to export to. */
  readonly folder: string;
}

const readOptions = (): Options => {
  const [flag, text] = [{ type: "boolean" }, { type: "string" }] as const;
  const { values, positionals } = readArguments(USAGE, {
    options: { state: flag, json: flag, reason: text, compromised: flag },
    allowPositionals: true,
  });
  const { state = false, json = false, reason = "", compromised = false } = values;
  const [word, folder = "", ...rest] = positionals;
  const act = acts.find((each) => each === word);
  if (act === undefined || (act === "export") !== (folder !== "") || rest.length > 0)
    throw wrongArguments(`say what to do: ${acts.join(", ")}`, USAGE);
  if (act === "new-incarnation" && reason.trim() === "") throw wrongArguments("say why: --reason TEXT", USAGE);
  return { act, state, json, reason: reason.trim(), compromised, folder };
};

/** Beside a running service or without one, on the home's database or on `DATABASE_URL`'s. */
const verify = async (config: Config, { state, json }: Options): Promise<void> => {
  const logins = await borrowDatabase(config, createLog({ ...config, logLevel: "warn" }));
  try {
    const findings = await verifyLog(logins.runtimeUrl, { state: state ? [checkContent] : null });
    const verdict = findings.length === 0 ? "OK" : "TAMPERED";
    if (json) console.log(JSON.stringify({ verdict, findings }));
    else
      console.log(
        [
          ...findings.map(({ code, stream, detail }) => `${code} ${stream ?? ""} ${detail}`.replace("  ", " ")),
          findings.length > 0
            ? `${findings.length} findings.`
            : `The log holds${state ? ", and every governed row is what it says" : ""}.`,
        ].join("\n"),
      );
    process.exitCode = findings.length === 0 ? 0 : 1;
  } finally {
    await logins.stop();
  }
};

const factsOf = (facts: LogFacts): Record<string, string | null> => ({
  origin: facts.origin,
  state: standingOf(facts),
  halted: facts.halted === null ? null : `${facts.halted}: ${facts.haltDetail}`,
  warning: facts.halted === null ? facts.haltDetail : null,
  size: String(facts.size),
  checkpointSize: String(facts.checkpointSize),
  root: facts.checkpointRoot,
  signedAt: facts.signedAt,
  indexSize: String(facts.indexSize),
  pending: String(facts.pending),
  oldestPendingAt: facts.oldestPendingAt,
});

const status = async (config: Config, { json }: Options): Promise<void> => {
  const facts = factsOf(await withDatabase({ config, login: "runtime" }, (db) => logFacts(db.reader)));
  if (json) console.log(JSON.stringify(facts));
  else for (const [name, value] of Object.entries(facts)) if (value !== null) console.log(`${name.padEnd(16)}${value}`);
  if (facts.halted !== null) process.exitCode = 1;
};

const rebuild = async (config: Config, { json }: Options): Promise<void> => {
  const logins = await borrowDatabase(config, createLog({ ...config, logLevel: "warn" }));
  try {
    const size = await rebuildTiles(logins.runtimeUrl, config.logDir);
    if (size === null) throw new StartError("no checkpoint was signed yet: start the sequencer first");
    console.log(json ? JSON.stringify({ size: String(size) }) : `Tiles of ${size} leaves are in ${config.logDir}.`);
  } finally {
    await logins.stop();
  }
};

const exportTo = async (config: Config, { folder, json }: Options): Promise<void> => {
  const logins = await borrowDatabase(config, createLog({ ...config, logLevel: "warn" }));
  try {
    const size = await exportLog(logins.runtimeUrl, folder);
    console.log(json ? JSON.stringify({ size: String(size) }) : `${size} leaves are in ${folder}.`);
  } finally {
    await logins.stop();
  }
};

const run = {
  verify,
  status,
  export: exportTo,
  rebuild,
  "check-anchors": checkAllAnchors,
  "rotate-key": rotate,
  "new-incarnation": openAnew,
} as const;

try {
  const options = readOptions();
  await run[options.act](readConfig(), options);
} catch (error) {
  console.error(`countersign: ${(error as Error).message}`);
  process.exitCode = 2;
}
