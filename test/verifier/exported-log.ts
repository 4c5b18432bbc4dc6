import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { entriesPath, entryBundle, readBundle } from "../../verify/log/tiles.js";
import { entry } from "../audit/entries.js";
import { query } from "../support/database.js";
import { progress, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";
import type { World } from "../support/world.js";

/** A log as a service made it, exported at two of its checkpoints. */
export interface ExportedLog {
  /** The folder of the newer export. */
  readonly golden: string;
  /** The older checkpoint's file. */
  readonly old: string;
  /** The policy's file, kept apart from what is verified. */
  readonly policy: string;
  /** Leaves of the golden export. */
  readonly size: number;
  /** A folder of its own for whoever wants to change something. */
  copy(): string;
  /** Exports anew what the database says now. */
  again(): Promise<string>;
  drop(): void;
}

const append = async (world: World, count: number): Promise<void> => {
  const entries = Array.from({ length: count }, (_, at) => {
    const stream = `team_${at % 3}`;
    const subjects = [{ id: stream, kind: "team", label: null, role: "target" }];
    const told = { action: "testAct", actor: { id: "usr_test" }, after: { at }, outcome: "ALLOWED", subjects };
    return entry({ stream, body: canonicalJson(told) });
  });
  await query(world.database.runtimeUrl, `select from audit.append('${JSON.stringify(entries)}')`);
};

/** Some acts and 300 entries, signed and in the index; then some more. Called in a test: its sequencer ends with it. */
export const exportedLog = async (world: World): Promise<ExportedLog> => {
  const { database, config } = world;
  const root = mkdtempSync(join(tmpdir(), "countersign-export-"));
  let made = 0;
  const place = (): string => join(root, String(made++));
  const again = async (): Promise<string> => {
    const folder = place();
    await exportLog(database.runtimeUrl, folder);
    return folder;
  };
  const ana = await world.user("ana", { risk: ["OWNER"] });
  await ana.do("createRegisteredModel", { name: "churn", teamId: world.teamId("risk") }, "registeredModel { id }");
  await append(world, 300);
  const sequencer = startSequencer(database, config.home, { COUNTERSIGN_INDEX_SECONDS: "1" });
  await untilSigned(database, config.home);
  const first = await again();
  await append(world, 20);
  await until("the index to cover what came", async () => {
    const [row] = await query<{ yes: boolean }>(
      database.superuserUrl,
      "select index_size > 320 and not exists (select from audit.pending) as yes from audit.tree",
    );
    return row?.yes === true;
  });
  await untilSigned(database, config.home);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  const golden = await again();
  const [old, policy] = [join(root, "old"), join(root, "policy")];
  cpSync(join(first, "checkpoint"), old);
  cpSync(join(golden, "policy.txt"), policy);
  const copy = (): string => {
    const folder = place();
    cpSync(golden, folder, { recursive: true });
    return folder;
  };
  const { signed } = await progress(database);
  return { golden, old, policy, size: signed, copy, again, drop: () => rmSync(root, { recursive: true, force: true }) };
};

/** Changes a file's text. */
export const rewrite = (folder: string, path: string, change: (text: string) => string): void => {
  const before = readFileSync(join(folder, path), "utf8");
  const after = change(before);
  if (after === before) throw new Error(`nothing of ${path} was changed`);
  writeFileSync(join(folder, path), after);
};

export interface Line {
  readonly body: string;
  readonly links: readonly (readonly string[])[];
}

/** Changes the line of `entries.jsonl` for a leaf; null removes it. */
export const changeLine = (folder: string, leaf: number, change: (line: Line) => object | null): void =>
  rewrite(folder, "entries.jsonl", (text) => {
    const lines = text.trimEnd().split("\n");
    const changed = change(JSON.parse(lines[leaf] ?? "") as Line);
    return `${lines.toSpliced(leaf, 1, ...(changed === null ? [] : [JSON.stringify(changed)])).join("\n")}\n`;
  });

/** Changes an entry in the first bundle, which is whole. */
export const changeEntry = (folder: string, leaf: number, change: (envelope: string) => string): void => {
  const path = join(folder, entriesPath(0n));
  const entries = readBundle(readFileSync(path)) ?? [];
  const changed = Buffer.from(change(Buffer.from(entries[leaf] ?? []).toString()));
  writeFileSync(path, entryBundle(entries.with(leaf, changed)));
};

/** Turns a bit of a file's byte. */
export const flip = (folder: string, path: string, at: number): void => {
  const bytes = readFileSync(join(folder, path));
  bytes[at]! ^= 1;
  writeFileSync(join(folder, path), bytes);
};
