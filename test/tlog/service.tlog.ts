import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { entry } from "../audit/entries.js";
import { query } from "../support/database.js";
import { startSequencer, untilSigned } from "../support/sequencer.js";
import { openWorld, type World } from "../support/world.js";
import { fsck } from "./fsck.js";
import { judge } from "./judge.js";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

it("strangers read a service's log whole, in its folder and in an export, and believe its proofs", async () => {
  const { database, config, admin } = world;
  for (const slug of ["risk", "fraud"]) await world.team(slug);
  const entries = Array.from({ length: 600 }, (_, at) =>
    entry({ stream: `team_${at % 7}`, body: canonicalJson({ at }) }),
  );
  await query(database.runtimeUrl, `select from audit.append('${JSON.stringify(entries)}')`);
  const sequencer = startSequencer(database, config.home);
  await untilSigned(database, config.home);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  const policy = await (await admin.get("/log/policy")).text();
  const rows = await query<{ envelope: string }>(
    database.superuserUrl,
    "select e.envelope from audit.leaf l join audit.entry e on e.id = l.entry_id order by l.idx",
  );
  const envelopes = rows.map(({ envelope }) => envelope);
  const place = mkdtempSync(join(tmpdir(), "cs-tlog-export-"));
  const exported = join(place, "log");
  try {
    await exportLog(database.runtimeUrl, exported);
    const walked = judge([config.logDir, exported].map((dir) => ({ do: "walk", dir, policy })));
    for (const { error, parts = [] } of walked)
      expect([error, parts.map((part) => Buffer.from(part, "base64").toString())]).toEqual([undefined, envelopes]);
    const vkey = policy.match(/^log (\S+)/m)?.[1] ?? "";
    for (const dir of [config.logDir, exported]) {
      const { command, printed, verdict } = fsck(dir, { vkey, keyFile: join(place, "vkey") });
      expect(verdict, `${command}\n${printed}`).toBe("WHOLE");
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }

  const { auditEntries } = await admin.ask(
    'query { auditEntries(first: 3, filter: { actions: ["createTeam"] }) { nodes { id envelope } } }',
  );
  expect(auditEntries.nodes).toHaveLength(2);
  for (const { id, envelope } of auditEntries.nodes) {
    const { inclusionProof } = await admin.ask("query ($id: ID!) { inclusionProof(entryId: $id) { tlogProof } }", {
      id,
    });
    const proof = inclusionProof.tlogProof;
    const verdicts = judge([
      { do: "proof", policy, proof, leaf: Buffer.from(envelope) },
      { do: "proof", policy, proof, leaf: Buffer.from(envelope.replace('"v":2', '"v":3')) },
    ]);
    expect(verdicts.map(({ error }) => error === undefined)).toEqual([true, false]);
  }
});
