import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { readBundle } from "../../verify/log/tiles.js";
import { connectBare } from "../bare.js";
import { createClient } from "../client.js";
import type { BenchContext, Job } from "../context.js";
import { median, show } from "../figures.js";
import { appendStories } from "../log-entries.js";
import { cpuOfEnded } from "../processes.js";
import type { Row } from "../report.js";
import { verifiersFor } from "../verifiers.js";

const ENTRIES = 50_000;
const ROUNDS = 3;

/** What the hashes of a log are over: each leaf's envelope, body and links; a node and four heads of keys a leaf beside. */
interface Hashed {
  readonly envelopes: readonly Buffer[];
  readonly texts: readonly string[];
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

const readHashed = (folder: string): Hashed => ({
  envelopes: filesBelow(join(folder, "tile/entries")).flatMap((path) =>
    (readBundle(readFileSync(path)) ?? []).map((bytes) => Buffer.from(bytes)),
  ),
  texts: readFileSync(join(folder, "entries.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      const { body, links } = JSON.parse(line);
      return [body ?? "", JSON.stringify(links)];
    }),
});

/** Seconds of CPU of a bare loop over the same bytes. */
const bareInJavaScript = ({ envelopes, texts }: Hashed): number => {
  const [node, head, before] = [Buffer.alloc(65, 1), Buffer.alloc(40, 1), process.cpuUsage()];
  for (const envelope of envelopes) {
    createHash("sha256").update("\0").update(envelope).digest();
    createHash("sha256").update(node).digest();
    for (let key = 0; key < 4; key++) createHash("sha256").update(head).digest();
  }
  for (const text of texts) createHash("sha256").update(text).digest();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const python = `import hashlib, json, os, sys, time
folder, sha = sys.argv[1], hashlib.sha256
envelopes, texts = [], []
for where, _, files in os.walk(os.path.join(folder, "tile", "entries")):
    for name in files:
        data, at = open(os.path.join(where, name), "rb").read(), 0
        while at < len(data):
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            envelopes.append(data[at + 2 : end])
            at = end
for line in open(os.path.join(folder, "entries.jsonl"), encoding="utf-8"):
    line = json.loads(line)
    texts += [(line["body"] or "").encode(), json.dumps(line["links"], separators=(",", ":")).encode()]
node, head, begun = bytes(65), bytes(40), time.process_time()
for envelope in envelopes:
    sha(b"\\0" + envelope).digest()
    sha(node).digest()
    for _ in range(4):
        sha(head).digest()
for text in texts:
    sha(text).digest()
print(time.process_time() - begun)`;

const bareInPython = async (folder: string): Promise<number> =>
  Number((await promisify(execFile)("python3", ["-c", python, folder])).stdout);

/** Seconds of CPU of a program, from its start to its end. */
const secondsOf = async (program: string, args: readonly string[]): Promise<number> => {
  const before = cpuOfEnded(process.pid);
  await promisify(execFile)(program, [...args], { maxBuffer: 1 << 26 });
  return (cpuOfEnded(process.pid) - before) / 1e6;
};

/** (vl) `verify log` over an exported log, by both verifiers. */
export const logVerify: Job = async (context: BenchContext) => {
  const { service, folder: parent, scale } = context;
  const client = await connectBare(service.runtimeUrl);
  await appendStories(client, Math.floor(ENTRIES * scale));
  await client.end();
  const [folder, policy] = [join(parent, "exported"), join(parent, "log-policy.txt")];
  const leaves = await exportLog(service.runtimeUrl, folder);
  const asked = createClient(service.url, service.adminToken, 1);
  writeFileSync(policy, (await asked.send("GET", "/log/policy")).body);
  asked.close();
  const rows: Row[] = [];
  for (const { name, program, script } of verifiersFor()) {
    const [ours, bare]: [number[], number[]] = [[], []];
    const hashed = name === "JavaScript" ? readHashed(folder) : undefined;
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await secondsOf(program, [script, "log", folder, "--policy", policy]));
      bare.push(hashed === undefined ? await bareInPython(folder) : bareInJavaScript(hashed));
    }
    const ratio = median(bare) / median(ours);
    rows.push({
      job: "vl",
      what: `verify log of ${leaves.toLocaleString("en-US")} leaves in ${name}, CPU of the program; anchor: the hashes that it needs, in memory, in that language`,
      ours: `${show(median(ours))} s`,
      anchor: `${show(median(bare))} s`,
      ratio: ratio.toFixed(2),
      target: "≥ 0.3",
      met: ratio >= 0.3,
    });
  }
  rmSync(folder, { recursive: true });
  return rows;
};
