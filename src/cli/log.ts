import { verifyLog } from "../audit/check/verify-log.queries.js";
import { exportLog } from "../audit/log/export-log.queries.js";
import { readConfig } from "../config.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { createLog } from "../log.js";
import { checkContent } from "../registry/frozen/check-content.queries.js";
import { readArguments, wrongArguments } from "./arguments.js";

const USAGE = `usage: npm run log -- verify [--state] [--json]
       npm run log -- export DIR
export writes the signed log into a new folder, for verifier/countersign-verify.mjs and .py to check without the service.
verify checks the audit log in the database: every entry is what its hashes say, every stream goes on without a gap. --state also
checks that each governed row is what the log last said of it. --json prints one object: verdict and findings.
Exit code 0: everything holds; 1: something does not; 2: it could not be checked.`;

interface Options {
  /** Where to export to; null: verify. */
  readonly folder: string | null;
  readonly state: boolean;
  readonly json: boolean;
}

const readOptions = (): Options => {
  const { values, positionals } = readArguments(USAGE, {
    options: { state: { type: "boolean" }, json: { type: "boolean" } },
    allowPositionals: true,
  });
  const [act, folder, ...rest] = positionals;
  const isRight = act === "verify" ? folder === undefined : act === "export" && folder !== undefined;
  if (!isRight || rest.length > 0) throw wrongArguments("say what to do: verify, or export DIR", USAGE);
  return { folder: folder ?? null, state: values.state === true, json: values.json === true };
};

/** `npm run log -- verify`: beside a running service or without one, on the home's database or on `DATABASE_URL`'s. */
const verify = async ({ state, json }: Omit<Options, "folder">): Promise<void> => {
  const config = readConfig();
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

const exportTo = async (folder: string): Promise<void> => {
  const config = readConfig();
  const logins = await borrowDatabase(config, createLog({ ...config, logLevel: "warn" }));
  try {
    console.log(`${await exportLog(logins.runtimeUrl, folder)} leaves are in ${folder}.`);
  } finally {
    await logins.stop();
  }
};

try {
  const { folder, ...options } = readOptions();
  await (folder === null ? verify(options) : exportTo(folder));
} catch (error) {
  console.error(`countersign: ${(error as Error).message}`);
  process.exitCode = 2;
}
