#!/usr/bin/env node
import { parseArgs } from "node:util";
import { exitCodes, type Report } from "./findings.js";
import { inWords } from "./in-words.js";
import { verifyPack } from "./pack/verify-pack.js";
import { verifyConsistency } from "./verify-consistency.js";
import { verifyLog } from "./verify-log.js";

const USAGE = `usage: node countersign-verify.mjs pack FILE [--policy FILE] [--old NOTE]... [--signers FILE]...
                                      [--artifacts DIR] [--tsa CA] [--json]
       node countersign-verify.mjs log DIR [--policy FILE] [--old NOTE]... [--json]
       node countersign-verify.mjs consistency OLD NEW DIR [--policy FILE] [--json]
Checks what Countersign exported, with no network and without the service. --policy pins whom to believe (tlog-policy);
without it the log vouches for itself. --old names a checkpoint that you kept, --signers a list of whose keys are whose
(OpenSSH's allowed_signers), --artifacts a folder with the version's files, --tsa the certificates (PEM) of time-stamping
authorities that you believe.
Exit code 0: OK; 1: TAMPERED; 2: INCOMPLETE; 3: UNVERIFIABLE, or wrongly called.`;

const run = async (): Promise<void> => {
  const options = {
    policy: { type: "string" },
    old: { type: "string", multiple: true },
    signers: { type: "string", multiple: true },
    artifacts: { type: "string" },
    tsa: { type: "string" },
    json: { type: "boolean" },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command, ...paths] = positionals;
  const [one, two, three, more] = paths;
  if (command === "pack" && one !== undefined && two === undefined) tell(await verifyPack(one, values), values.json);
  else if (command === "log" && one !== undefined && two === undefined) tell(await verifyLog(one, values), values.json);
  else if (
    command === "consistency" &&
    one !== undefined &&
    two !== undefined &&
    three !== undefined &&
    more === undefined
  )
    tell(verifyConsistency({ older: one, newer: two, dir: three }, values), values.json);
  else throw new Error("say what to verify");
};

const tell = (report: Report, json: boolean | undefined): void => {
  process.exitCode = exitCodes[report.verdict];
  if (json === true) console.log(JSON.stringify(report));
  else console.log(inWords(report));
};

try {
  await run();
} catch (error) {
  console.error(`countersign-verify: ${(error as Error).message}\n${USAGE}`);
  process.exitCode = 3;
}
