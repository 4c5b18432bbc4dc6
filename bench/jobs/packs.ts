import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { createClient } from "../client.js";
import type { BenchContext, Job } from "../context.js";
import { median, show } from "../figures.js";
import { residentBytes } from "../processes.js";
import type { Row } from "../report.js";
import { asSuperuser } from "../statement-log.js";
import { verifiersFor } from "../verifiers.js";

/** Entries of the versions' stories: how many, and within how many milliseconds after its checkpoint a pack is made. */
const sizes = [
  [200, 1_000],
  [10_000, 15_000],
] as const;
const VERIFIED = 1_000;
const ROUNDS = 3;
const BATCH = 1_000;

const setTag = `mutation($input: SetTagInput!) { setTag(input: $input) { __typename userErrors { message } } }`;
const create = `mutation($input: CreateEvidencePackInput!) { createEvidencePack(input: $input) {
  evidencePack { id checkpointSize } userErrors { message } } }`;

/** Makes the version's story so long: its last entry, a tag, again and again. */
const lengthen = async ({ service, world }: BenchContext, version: string, entries: number): Promise<void> => {
  const client = createClient(service.url, world.maintainerToken, 1);
  await client.graphql(setTag, { input: { subjectId: version, key: "bench", value: "long" } });
  client.close();
  const of = `stream_kind = 'model_version' and stream_id = '${version}'`;
  const copy = `json_build_object('streamKind', e.stream_kind, 'streamId', e.stream_id, 'action', e.action, 'outcome', e.outcome,
    'actorId', e.actor_id, 'requestId', e.request_id, 'opId', e.op_id, 'body', e.body, 'disclosures', '[]'::json,
    'subjects', (select json_agg(json_build_object('kind', s.kind, 'id', s.subject_id, 'role', s.role, 'label', s.label))
      from audit.subject s where s.entry_id = e.id))`;
  const append = (count: number): string => `select count(*) from audit.append((select json_agg(${copy})
    from (select * from audit.entry where ${of} order by stream_seq desc limit 1) e, generate_series(1, ${count})))`;
  const batches = Array.from({ length: Math.ceil(entries / BATCH) }, (_, at) => Math.min(BATCH, entries - at * BATCH));
  await asSuperuser(service, ...batches.map(append));
  for (;;) {
    const [queue] = await asSuperuser<{ any: boolean }>(service, "select exists (select from audit.pending) as any");
    if (queue?.any === false) return;
    await sleep(100);
  }
};

interface Packed {
  readonly id: string;
  /** Milliseconds from the signing of its checkpoint. */
  readonly taken: number;
  /** Bytes that the service held more, at the most. */
  readonly memory: number;
}

const pack = async ({ service }: BenchContext, modelVersionId: string): Promise<Packed> => {
  const client = createClient(service.url, service.adminToken, 1);
  const before = residentBytes(service.pid);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, residentBytes(service.pid));
  }, 20);
  try {
    type Made = { createEvidencePack: { evidencePack: { id: string; checkpointSize: string } } };
    const { createEvidencePack } = await client.graphql<Made>(create, { input: { modelVersionId } });
    const { id, checkpointSize } = createEvidencePack.evidencePack;
    const [signed] = await asSuperuser<{ taken: number }>(
      service,
      `select extract(epoch from clock_timestamp() - signed_at)::float8 * 1000 as taken from audit.checkpoint
       where size = ${Number(checkpointSize)} order by log desc limit 1`,
    );
    return { id, taken: signed?.taken ?? Number.NaN, memory: most - before };
  } finally {
    clearInterval(watch);
    client.close();
  }
};

/** Milliseconds in which PostgreSQL tells the version's envelopes and bodies. */
const bareRead = async ({ service }: BenchContext, version: string): Promise<number> => {
  const begun = performance.now();
  await asSuperuser(
    service,
    `select envelope, body from audit.entry where stream_id = '${version}' order by stream_seq`,
  );
  return performance.now() - begun;
};

const making = async (
  context: BenchContext,
  version: string,
  { entries, target }: { entries: number; target: number },
): Promise<Row> => {
  await lengthen(context, version, entries);
  const made: Packed[] = [];
  for (let round = 0; round < ROUNDS; round++) made.push(await pack(context, version));
  const [taken, memory] = [median(made.map((each) => each.taken)), Math.max(...made.map((each) => each.memory))];
  const bare = await bareRead(context, version);
  return {
    job: "pk1",
    what: `a pack of ${entries.toLocaleString("en-US")} entries, after its checkpoint; anchor: one statement reads them`,
    ours: `${show(taken)} ms, + ${show(memory / 2 ** 20)} MiB`,
    anchor: `${show(bare)} ms`,
    ratio: (taken / bare).toFixed(1),
    target: `≤ ${show(target / 1_000)} s, + ≤ 64 MiB`,
    met: taken <= target && memory <= 64 * 2 ** 20,
  };
};

const verifying = async (context: BenchContext, version: string, entries: number): Promise<Row[]> => {
  const { service, folder } = context;
  await lengthen(context, version, entries);
  const { id } = await pack(context, version);
  const client = createClient(service.url, service.adminToken, 1);
  const policy = join(folder, "policy.txt");
  writeFileSync(policy, (await client.send("GET", "/log/policy")).body);
  client.close();
  const file = join(folder, "pack.zip");
  const answer = await fetch(`${service.url}/evidence/pack/${id}`, {
    headers: { authorization: `Bearer ${service.adminToken}` },
  });
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  const rows: Row[] = [];
  for (const { name, program, script, nothing } of verifiersFor()) {
    const timed = async (args: readonly string[]): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const begun = performance.now();
        await promisify(execFile)(program, [...args], { maxBuffer: 1 << 26 });
        times.push(performance.now() - begun);
      }
      return median(times);
    };
    const [taken, bare] = [await timed([script, "pack", file, "--policy", policy]), await timed(nothing)];
    rows.push({
      job: "pk2",
      what: `a pack of ${entries.toLocaleString("en-US")} entries verified in ${name}; anchor: the start of its program`,
      ours: `${show(taken)} ms`,
      anchor: `${show(bare)} ms`,
      ratio: (taken / bare).toFixed(1),
      target: "≤ 2 s",
      met: taken <= 2_000,
    });
  }
  return rows;
};

/** (pk) Evidence packs of long stories: made, and verified. */
export const packs: Job = async (context) => {
  const versions = context.world.models.map(({ versions: [, idle] }) => idle);
  const scaled = (entries: number): number => Math.max(100, Math.floor(entries * context.scale));
  const rows: Row[] = [];
  for (const [at, [entries, target]] of sizes.entries())
    rows.push(await making(context, versions[at] ?? "", { entries: scaled(entries), target }));
  return [...rows, ...(await verifying(context, versions[sizes.length] ?? "", scaled(VERIFIED)))];
};
