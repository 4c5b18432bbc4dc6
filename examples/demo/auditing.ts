import { execFile } from "node:child_process";
import { closeSync, openSync, readdirSync, readSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Client } from "./client.js";
import type { Registered } from "./registering.js";
import { chapter, check, fact, kilobytes, remark, waiting } from "./screen.js";
import { exportLog } from "./service.js";

const verifiers = fileURLToPath(new URL("../../verifier/", import.meta.url));

/** What a verifier says, by the codes of docs/evidence-format.md. */
interface Verdict {
  readonly verdict: string;
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly detail: string }[];
  readonly claims: {
    readonly completeAsOf: { readonly size: string } | null;
    readonly approvals?: { readonly needed: number; readonly given: number } | null;
    readonly notProven: readonly string[];
  };
}

/** Where the demo's files go, and the service's home. */
interface Places {
  readonly folder: string;
  readonly home: string;
}

const programs = [
  { name: "JavaScript", command: process.execPath, script: join(verifiers, "countersign-verify.mjs") },
  { name: "Python", command: "python3", script: join(verifiers, "countersign_verify.py") },
] as const;

/** Runs one of the two verifiers; null where its language is not there. */
const verify = ({ command, script }: (typeof programs)[number], args: readonly string[]): Promise<Verdict | null> =>
  new Promise((resolve, reject) => {
    execFile(command, [script, ...args, "--json"], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if ((error as NodeJS.ErrnoException | null)?.code === "ENOENT") resolve(null);
      else if (stdout === "") reject(error ?? new Error(`${script} said nothing`));
      else resolve(JSON.parse(stdout) as Verdict);
    });
  });

/** Takes the version's evidence away in one zip and checks it without the registry; then the log, and a forged copy of it. */
export const handOver = async (auditor: Client, { name, version }: Registered, places: Places): Promise<void> => {
  chapter(`One zip about ${name}/${version}, checked without the registry`);
  const query = new URLSearchParams({ model: name, version: String(version), disclose: "NAME,TEXT" });
  const zip = await waiting("the log to cover the pack", auditor.download(`/evidence/pack?${query}`));
  const [pack, policy] = [join(places.folder, "pack.zip"), join(places.folder, "pinned-policy.txt")];
  writeFileSync(pack, zip);
  writeFileSync(policy, await auditor.download("/log/policy"));
  fact("pack", `${kilobytes(zip.length)}, its checkpoint signed by the key in pinned-policy.txt`);
  remark("an examiner gets that policy by another way than the pack");
  for (const program of programs) await verifyPack(program, pack, policy);
  await forge(places, policy);
};

const verifyPack = async (program: (typeof programs)[number], pack: string, policy: string): Promise<void> => {
  const said = await verify(program, ["pack", pack, "--policy", policy]);
  if (said === null) return remark(`${program.name} is not there: that verifier was not run`);
  const { completeAsOf, approvals } = said.claims;
  check(
    `the ${program.name} verifier: ${said.verdict}, nothing is missing as of ${completeAsOf?.size} entries of the log, ${approvals?.given} of ${approvals?.needed} signatures that the policies ask for`,
    said.verdict === "OK" && approvals != null && approvals.given >= approvals.needed,
    said,
  );
  if (program === programs[0]) for (const text of said.claims.notProven) remark(`not proven: ${text}`);
};

/** Exports the log, and changes one byte of one entry in the copy. */
const forge = async ({ folder, home }: Places, policy: string): Promise<void> => {
  const copy = join(folder, "forged-log");
  await waiting("the log's export", exportLog(home, copy));
  const [program] = programs;
  const whole = await verify(program, ["log", copy, "--policy", policy]);
  check(`the whole log, exported: ${whole?.verdict}`, whole?.verdict === "OK", whole);
  const [bundle] = readdirSync(join(copy, "tile/entries"), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  if (bundle === undefined) throw new Error(`${copy} has no bundle of entries`);
  const at = changeByte(join(bundle.parentPath, bundle.name));
  const forged = await verify(program, ["log", copy, "--policy", policy]);
  check(
    `one byte of the copy changed (byte ${at} of its first entries): ${forged?.verdict}`,
    forged?.verdict === "TAMPERED",
    forged,
  );
  for (const { code, detail } of forged?.findings.slice(0, 3) ?? []) remark(`${code}: ${detail}`);
};

/** Changes a digit within the first entry of the bundle; answers where. */
const changeByte = (file: string): number => {
  const handle = openSync(file, "r+");
  try {
    const start = Buffer.alloc(400);
    readSync(handle, start, 0, start.length, 0);
    const at = start.indexOf('"at":"') + 6;
    const digit = start[at] === 0x31 ? "2" : "1";
    writeSync(handle, digit, at);
    return at;
  } finally {
    closeSync(handle);
  }
};
