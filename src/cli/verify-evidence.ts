import { createReadStream } from "node:fs";
import { checkEvidence, type EvidenceReport } from "../../verify/check-evidence.js";
import { linesOf } from "../../verify/lines.js";
import { StartError } from "../config.js";
import { readArguments, wrongArguments } from "./arguments.js";

const USAGE = `usage: npm run verify-evidence -- FILE
Checks an export of GET /evidence?format=jsonl: needs neither the service nor a network. FILE may be - for standard input.
Exit code 0: everything holds; 1: something does not; 2: the file could not be read.`;

const report = ({ findings, subject, lines, entries, streams, notProven }: EvidenceReport): string => {
  const held = streams.map(({ stream, entries: count }) => `  ${stream} (${count})`);
  const wrong = findings.map(({ line, rule, message }) => `  line ${line}, rule ${rule}: ${message}`);
  return [
    `${subject ?? "Not an export"}: ${entries} entries in ${lines} lines.`,
    ...(wrong.length > 0 ? [`${wrong.length} rules are broken:`, ...wrong] : []),
    ...(wrong.length === 0 ? ["Every digest and hash holds. Streams held whole, with their entries:", ...held] : []),
    "Not proven by this file:",
    ...notProven.map((text) => `  ${text}`),
  ].join("\n");
};

const check = async (path: string): Promise<void> => {
  const file = path === "-" ? process.stdin.setEncoding("utf8") : createReadStream(path, "utf8");
  const found = await checkEvidence(linesOf(file)).catch((error: Error) => {
    throw new StartError(`cannot read ${path}: ${error.message}`);
  });
  console.log(report(found));
  process.exitCode = found.findings.length === 0 ? 0 : 1;
};

const readPath = (): string => {
  const [path, ...more] = readArguments(USAGE, { options: {}, allowPositionals: true }).positionals;
  if (path === undefined || more.length > 0) throw wrongArguments("name one file", USAGE);
  return path;
};

try {
  await check(readPath());
} catch (error) {
  console.error(`countersign: ${(error as Error).message}`);
  process.exitCode = 2;
}
