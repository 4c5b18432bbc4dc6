// @module-tag crash
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type MigratedServer, migratedServer } from "../../scripts/migrated-server.js";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { entry } from "../audit/entries.js";
import { asSuperuser, query, type TestDatabase, testDatabase } from "../support/database.js";
import { dump, restore } from "../support/dump.js";
import { logHome, progress, runLog, type Sequencer, startSequencer } from "../support/sequencer.js";
import { graphql, killGroup, startService, temporaryHome } from "../support/service.js";
import { standbyOf } from "../support/standby.js";
import { until } from "../support/until.js";

/** A server of this file's own: a copy of all of it is made, and it is another cluster than the tests'. */
let server: MigratedServer;
beforeAll(async () => {
  server = await migratedServer("countersign_drill");
});
afterAll(() => server?.stop());

const clone = async (name: string): Promise<TestDatabase> => {
  await asSuperuser(server.superuserUrl, `create database ${name} template ${server.database}`);
  const at = (url: string): string => {
    const named = new URL(url);
    named.pathname = `/${name}`;
    return named.href;
  };
  const { runtimeUrl, ownerUrl, sequencerUrl, appRole, auditRole } = server.logins;
  const urls = { runtimeUrl: at(runtimeUrl), ownerUrl: at(ownerUrl), sequencerUrl: at(sequencerUrl ?? "") };
  return { ...urls, superuserUrl: at(server.superuserUrl), appRole, auditRole, drop: async () => undefined };
};

/** A file that is told each checkpoint, and what a sequencer is told of it. */
const anchorIn = (folder: string) => {
  mkdirSync(join(folder, "outside"));
  const [file, path] = [join(folder, "anchors.json"), join(folder, "outside/anchor")];
  writeFileSync(file, JSON.stringify([{ kind: "file", path }]), { mode: 0o600 });
  const env = {
    COUNTERSIGN_ANCHORS: file,
    COUNTERSIGN_ANCHOR_SECONDS: "1",
    COUNTERSIGN_CHECKPOINT_MS: "100",
    COUNTERSIGN_INDEX_SECONDS: "86400",
    COUNTERSIGN_LOG_NAME: "registry.example/log",
  };
  const told = (): number =>
    existsSync(path) ? Number(/\\n([0-9]+)\\n[^\n]*$/.exec(readFileSync(path, "utf8").trimEnd())?.[1] ?? 0) : 0;
  const untilTold = (of: TestDatabase): Promise<unknown> =>
    until("the anchor to have every entry", async () => {
      const { entries, signed } = await progress(of);
      return entries > 0 && entries === signed && told() === signed;
    });
  return { env, told, untilTold };
};

const team = (slug: string): string =>
  `mutation { createTeam(input: { slug: "${slug}", name: "${slug}" }) { team { slug } userErrors { code } } }`;

it("a replica that lagged and was promoted signs nothing, while the service on it works; a new log goes on from it", async () => {
  const primary = await clone("lagging");
  const standby = await standbyOf(server);
  onTestFinished(() => standby.stop());
  const promoted: TestDatabase = {
    ...primary,
    runtimeUrl: standby.at(primary.runtimeUrl),
    ownerUrl: standby.at(primary.ownerUrl),
    sequencerUrl: standby.at(primary.sequencerUrl),
    superuserUrl: standby.at(primary.superuserUrl),
  };
  const home = temporaryHome();
  const { env, told, untilTold } = anchorIn(logHome());
  const serve = (on: TestDatabase) =>
    startService({
      home,
      env: {
        ...env,
        DATABASE_URL: on.runtimeUrl,
        DATABASE_OWNER_URL: on.ownerUrl,
        DATABASE_SEQUENCER_URL: on.sequencerUrl,
        COUNTERSIGN_SEQUENCER: "child",
      },
    });
  const standing = async (url: string): Promise<[number, string]> => {
    const answer = await fetch(`${url}/ready`);
    return [answer.status, ((await answer.json()) as { log: string }).log];
  };

  const before = serve(primary);
  const url = await before.url();
  await graphql(url, home, team("fraud"));
  await untilTold(primary);
  await standby.catchUp();
  await standby.cutOff();
  await graphql(url, home, team("credit"));
  await untilTold(primary);
  killGroup(before.process, "SIGKILL");
  await before.end();

  // The tiles went with the machine: the anchor alone knows.
  rmSync(join(home, "log"), { recursive: true });
  await standby.promote();
  const { leaves, entries } = await progress(promoted);
  expect(leaves).toBeLessThan(told());
  const after = await serve(promoted).url();
  await expect.poll(() => standing(after), { timeout: 60_000 }).toEqual([200, "HALTED: FORK"]);
  await graphql(after, home, team("claims"));
  expect(await progress(promoted)).toMatchObject({ leaves, signed: leaves });
  expect((await progress(promoted)).entries).toBeGreaterThan(entries);

  const lost = told() - leaves;
  const opened = await runLog(
    promoted,
    home,
    ["new-incarnation", "--reason", "the primary's disk died", "--json"],
    env,
  );
  expect([opened.complaint, JSON.parse(opened.printed).origin]).toEqual(["", "registry.example/log/2"]);
  await expect.poll(() => standing(after), { timeout: 60_000 }).toEqual([200, "SIGNING"]);
  await graphql(after, home, team("lending"));
  await untilTold(promoted);
  const [first] = await query<{ lost: string }>(
    promoted.superuserUrl,
    "select (body::json)->'after'->>'lost' as lost from audit.entry where action = 'openIncarnation'",
  );
  expect(first).toEqual({ lost: String(lost) });
  expect(await verifyLog(promoted.superuserUrl, { state: null })).toEqual([]);
});

it("of a dump in another cluster: an older one signs nothing, the very same state goes on by itself", async () => {
  const source = await testDatabase();
  onTestFinished(() => source.drop());
  const home = logHome();
  const { env, untilTold } = anchorIn(home);
  const start = (on: TestDatabase): Sequencer => startSequencer(on, home, env);
  const append = (to: TestDatabase): Promise<unknown> =>
    query(to.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream: "team_a" })])}')`);
  const end = async (sequencer: Sequencer): Promise<void> => {
    sequencer.process.kill("SIGTERM");
    await sequencer.end();
  };
  const clusterOf = async ({ superuserUrl }: TestDatabase): Promise<unknown> =>
    (await query(superuserUrl, "select system_identifier from pg_control_system()"))[0];

  const first = start(source);
  await append(source);
  await untilTold(source);
  const older = await dump(source.superuserUrl);
  await append(source);
  await untilTold(source);
  await end(first);
  const newest = await dump(source.superuserUrl);
  const [late, same] = [await clone("older_dump"), await clone("same_dump")];
  expect(await clusterOf(late)).not.toEqual(await clusterOf(source));
  await restore(late.superuserUrl, older);
  await restore(same.superuserUrl, newest);

  rmSync(join(home, "log"), { recursive: true });
  const second = start(late);
  await until("the log to halt", async () => (await progress(late)).halted === "FORK");
  const { signed, leaves } = await progress(late);
  await append(late);
  expect(await progress(late)).toMatchObject({ signed, leaves, halted: "FORK" });
  await end(second);

  start(same);
  await append(same);
  await untilTold(same);
  expect(await query(same.superuserUrl, "select from audit.entry where action in ('haltLog', 'resumeLog')")).toEqual(
    [],
  );
  expect(await verifyLog(same.superuserUrl, { state: null })).toEqual([]);
});
