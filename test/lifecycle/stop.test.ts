import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { startArtifactService, streamUp } from "../support/artifact-service.js";
import { graphql, killGroup, postgresPid, startService, statusOf, temporaryHome } from "../support/service.js";
import { until } from "../support/until.js";

const serverLog = (home: string): string => readFileSync(join(home, "postgres/server.log"), "utf8");

/** PostgreSQL wrote everything and said so; the next start has nothing to recover. */
const expectCleanStop = async (home: string): Promise<void> => {
  expect(postgresPid(home)).toBeNull();
  await until("PostgreSQL says so", () => /database system is shut down\s*$/.test(serverLog(home)));
  expect(serverLog(home)).not.toMatch(/interrupted|immediate shutdown|automatic recovery/);
};

const createLate = `mutation { createTeam(input: { slug: "late", name: "Late" }) { team { slug } } }`;

interface Hold {
  /** Waits until somebody waits for the lock. */
  untilBlocked(): Promise<void>;
  release(): Promise<void>;
}

/** Locks the table of teams, so that a request stays in flight for as long as the test wants. */
const holdTeams = async (home: string): Promise<Hold> => {
  const client = new pg.Client(readFileSync(join(home, "database-owner-url"), "utf8").trim());
  client.on("error", () => undefined);
  await client.connect();
  await client.query("begin; lock table team in access exclusive mode");
  return {
    untilBlocked: () =>
      until("a request waits", async () => {
        const { rowCount } = await client.query("select from pg_locks where not granted");
        return (rowCount ?? 0) > 0;
      }),
    release: async () => {
      await client.query("commit");
      await client.end();
    },
  };
};

describe("stop", () => {
  test("SIGTERM lets requests in flight finish, stops PostgreSQL cleanly and exits 0", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    const teams = await holdTeams(home);
    const inFlight = graphql(url, home, createLate);
    await teams.untilBlocked();
    service.process.kill("SIGTERM");
    await until("readiness is off", async () => (await statusOf(`${url}/ready`)) !== 200);
    await sleep(300);
    await teams.release();
    expect(await inFlight).toEqual({ createTeam: { team: { slug: "late" } } });
    expect(await service.end()).toBe(0);
    expect(service.output()).not.toContain("did not finish in time");
    await expectCleanStop(home);
  });

  test("a balancer has time to notice, and a file that moves has longer than a request", async () => {
    const drain = { COUNTERSIGN_DRAIN_DELAY_MS: "5000", COUNTERSIGN_DRAIN_TRANSFERS_MS: "60000" };
    const { admin, root, service } = await startArtifactService({ env: drain });
    let last = false;
    const pieces = async function* () {
      for (; !last; await sleep(100)) yield Buffer.from("piece");
    };
    const uploaded = streamUp(admin, `${root}/large.bin`, pieces());
    service.process.kill("SIGTERM");
    await until("readiness is off", async () => (await statusOf(`${admin.url}/ready`)) === 503);
    expect(await statusOf(`${admin.url}/version`)).toBe(200);
    await until("no more connections are taken", async () => (await statusOf(`${admin.url}/ready`)) === 0);
    await sleep(7_000);
    last = true;
    expect((await uploaded)?.status).toBe(200);
    expect(await service.end()).toBe(0);
    expect(service.output()).not.toContain("did not finish in time");
  });

  test("the same through npm start", async () => {
    const home = temporaryHome();
    const service = startService({ home, npm: true });
    await service.url();
    service.process.kill("SIGTERM");
    expect(await service.end()).toBe(0);
    await until("the service ends", () => postgresPid(home) === null);
    await expectCleanStop(home);
  });

  test("Ctrl-C, which reaches npm, shell and service at once, does not reach PostgreSQL before its turn", async () => {
    const home = temporaryHome();
    const service = startService({ home, npm: true });
    const url = await service.url();
    expect(await statusOf(`${url}/ready`)).toBe(200);
    killGroup(service.process, "SIGINT");
    killGroup(service.process, "SIGINT");
    await service.end();
    await until("PostgreSQL ends", () => postgresPid(home) === null);
    await expectCleanStop(home);
    expect(serverLog(home).match(/received .* shutdown request/g)).toEqual(["received fast shutdown request"]);
  });

  test("a second signal forces the end only when it comes a second after the first", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    const teams = await holdTeams(home);
    const inFlight = graphql(url, home, createLate).catch(() => "cut off");
    await teams.untilBlocked();
    service.process.kill("SIGTERM");
    await sleep(200);
    service.process.kill("SIGTERM");
    await sleep(1_200);
    expect(service.process.exitCode).toBeNull();
    service.process.kill("SIGTERM");
    expect(await service.end()).toBe(1);
    expect(await inFlight).toBe("cut off");
    await until("PostgreSQL ends", () => postgresPid(home) === null);
    await expectCleanStop(home);
  });

  test("a signal during the start leaves nothing running", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    await until("PostgreSQL runs", () => postgresPid(home) !== null);
    service.process.kill("SIGTERM");
    expect(await service.end()).toBe(0);
    await until("PostgreSQL ends", () => postgresPid(home) === null);
  });
});
