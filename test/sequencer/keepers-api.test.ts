import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openCheckpoint, parsePolicy } from "../../verify/log/tlog-policy.js";
import { parseTlogProof } from "../../verify/log/tlog-proof.js";
import type { Answer } from "../support/actor.js";
import { asSuperuser, query } from "../support/database.js";
import { logHome, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { startWitness } from "../support/witness.js";
import { openWorld } from "../support/world.js";

const asked = `{ auditLog { size checkpoint witnesses { name size at state detail } anchors { kind target isWeak size at state detail }
  hardening { level findings } } }`;

it("auditors read who keeps the checkpoints, how each stands and how hard the log is to change; nobody else does", async () => {
  const home = logHome();
  const witness = await startWitness("witness.example/w");
  const policy = join(home, "policy");
  writeFileSync(policy, `witness w ${witness.vkey} ${witness.url}\nquorum w\n`);
  mkdirSync(join(home, "outside"));
  const [near, far] = [join(home, "outside/anchor"), join(home, "gone/anchor")];
  const anchors = [near, far].map((path) => ({ kind: "file", path }));
  writeFileSync(join(home, "anchors.json"), JSON.stringify(anchors), { mode: 0o600 });
  const world = await openWorld({ env: { COUNTERSIGN_LOG_DIR: `${home}/log`, COUNTERSIGN_WITNESSES: policy } });
  onTestFinished(() => world.close());
  const sequencer = startSequencer(world.database, home, {
    COUNTERSIGN_WITNESSES: policy,
    COUNTERSIGN_ANCHORS: join(home, "anchors.json"),
    COUNTERSIGN_ANCHOR_SECONDS: "1",
  });
  const told = async (): Promise<Answer> => (await world.admin.ask<Answer>(asked)).auditLog;
  const level = (wanted: number): Promise<unknown> =>
    until(`level ${wanted}`, async () => (await told()).hardening?.level === wanted);
  await level(3);
  await untilSigned(world.database, home);
  await until("all to have it", async () => {
    const { size, witnesses, anchors: kept } = await told();
    return (
      [...witnesses, ...kept].filter((each: Answer) => each.state === "CONFIRMED" && each.size === size).length === 2
    );
  });
  const { size, witnesses, anchors: kept, hardening } = await told();
  expect(witnesses).toEqual([{ name: "w", size, at: expect.any(String), state: "CONFIRMED", detail: null }]);
  expect(kept).toEqual([
    {
      kind: "file",
      target: far,
      isWeak: false,
      size: null,
      at: null,
      state: "UNREACHABLE",
      detail: expect.any(String),
    },
    { kind: "file", target: near, isWeak: false, size, at: expect.any(String), state: "CONFIRMED", detail: null },
  ]);
  expect(hardening).toEqual({ level: 3, findings: [] });

  const [entry] = (
    await world.admin.ask<Answer>(
      `{ auditEntries(first: 1, filter: { actions: ["createTeam", "bootstrap"] }) { nodes { id } } }`,
    )
  ).auditEntries.nodes;
  const { inclusionProof } = await world.admin.ask<Answer>(
    `{ inclusionProof(entryId: "${entry.id}", size: ${size}) { tlogProof } }`,
  );
  const whom = parsePolicy(await (await world.admin.get("/log/policy")).text());
  expect([whom.quorum, whom.witnesses[0]?.url]).toEqual(["w", witness.url]);
  for (const note of [
    parseTlogProof(inclusionProof.tlogProof)?.checkpoint,
    readFileSync(join(home, "log/checkpoint"), "utf8"),
  ])
    expect(openCheckpoint(note ?? "", whom).signatures).toHaveLength(2);

  const metrics = await (await world.admin.get("/metrics")).text();
  expect(metrics).toContain(`countersign_log_keeper_behind_entries{kind="file",target="${near}"} 0`);
  expect(metrics).toContain(`countersign_log_keeper_behind_entries{kind="file",target="${far}"} ${size}`);
  expect(metrics).toMatch(/countersign_log_keeper_age_seconds\{kind="witness",target="http:[^"]*"\} [0-9.]+/);

  const ana = await world.user("ana", { risk: ["CONTRIBUTOR"] });
  const { auditLog } = await ana.ask<Answer>(asked);
  expect(auditLog).toEqual({ size: null, checkpoint: null, witnesses: null, anchors: null, hardening: null });

  const { superuserUrl } = world.database;
  const weaken: [string, string, string, string][] = [
    [
      "TRIGGER_OFF: tag_is_audited",
      "alter table tag disable trigger tag_is_audited",
      "alter table tag enable always trigger tag_is_audited",
      "1",
    ],
    ["GRANT: ", "grant delete on audit.entry to public", "revoke delete on audit.entry from public", "1"],
    [
      "OWNERSHIP: leaf",
      "alter table audit.leaf owner to current_user",
      `alter table audit.leaf owner to ${world.database.auditRole}`,
      "1",
    ],
    [
      "GUARD_MISSING: ",
      "drop trigger subject_no_truncate on audit.subject",
      "create trigger subject_no_truncate before truncate on audit.subject for each statement execute function audit.refuse_change(); alter table audit.subject enable always trigger subject_no_truncate",
      "1",
    ],
  ];
  for (const [words, harm, mend, lower] of weaken) {
    await asSuperuser(superuserUrl, harm);
    await level(Number(lower));
    expect((await told()).hardening.findings.join("\n")).toContain(words);
    await asSuperuser(superuserUrl, mend);
    await level(3);
  }
  const reports = await query<{ after: { level: number } }>(
    superuserUrl,
    "select (body::json)->'after' as after from audit.entry where action = 'reportHardening' order by id",
  );
  expect(reports.map(({ after }) => after.level).slice(-8)).toEqual([1, 3, 1, 3, 1, 3, 1, 3]);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  rmSync(join(home, "gone"), { recursive: true, force: true });
});
