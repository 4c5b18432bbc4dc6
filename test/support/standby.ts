import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { type MigratedServer, testSettings } from "../../scripts/migrated-server.js";
import { readLogin } from "../../src/db/connection-url.js";
import { startEmbedded } from "../../src/db/embedded/server.js";
import { asSuperuser, query } from "./database.js";
import { until } from "./until.js";

/** A physical standby, which takes what its primary writes until it is cut off. */
export interface Standby {
  /** The same login and database, at the standby. */
  at(url: string): string;
  /** Waits until it has all that the primary has written by now. */
  catchUp(): Promise<void>;
  /** Takes nothing more from the primary: from now on it lags. */
  cutOff(): Promise<void>;
  /** Makes it a server that takes changes, on a timeline of its own. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

/** A copy of the server's files, taken while it runs: the embedded PostgreSQL comes without pg_basebackup. */
const backUp = async ({ home, superuserUrl }: MigratedServer, data: string): Promise<void> => {
  const from = realpathSync(join(home, "postgres/data"));
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    await client.query("select pg_backup_start('standby', fast => true)");
    execFileSync("cp", ["-a", from, data]);
    const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
    rmSync(join(data, "postmaster.pid"));
    writeFileSync(join(data, "backup_label"), rows[0]?.labelfile ?? "");
  } finally {
    await client.end();
  }
  const { user, password } = readLogin(superuserUrl);
  const host = new URL(superuserUrl).searchParams.get("host");
  appendFileSync(
    join(data, "postgresql.auto.conf"),
    `primary_conninfo = 'host=${host} user=${user} password=${password}'\n`,
  );
  writeFileSync(join(data, "standby.signal"), "");
  const { uid, gid } = statSync(from);
  for (const name of ["backup_label", "standby.signal"]) chownSync(join(data, name), uid, gid);
};

/** Makes a standby of a server, which runs, and starts it. */
export const standbyOf = async (primary: MigratedServer): Promise<Standby> => {
  const home = mkdtempSync(join(tmpdir(), "countersign-standby-"));
  const [folder, data] = [join(home, "postgres"), join(home, "postgres/data")];
  mkdirSync(folder);
  for (const each of [home, folder]) chmodSync(each, 0o711);
  copyFileSync(join(primary.home, "postgres-password"), join(home, "postgres-password"));
  await backUp(primary, data);
  const server = await startEmbedded({ home, log: pino({ level: "silent" }), settings: testSettings });
  const socket = new URL(server.superuserUrl("postgres")).searchParams.get("host") ?? "";
  const at = (url: string): string => {
    const there = new URL(url);
    there.searchParams.set("host", socket);
    return there.href;
  };
  const here = at(primary.superuserUrl);
  return {
    at,
    catchUp: async () => {
      const [now] = await query<{ lsn: string }>(
        primary.superuserUrl,
        "select pg_current_wal_flush_lsn()::text as lsn",
      );
      const has = `select pg_last_wal_replay_lsn() >= '${now?.lsn}' as has`;
      await until("the standby to have it", async () => (await query<{ has: boolean }>(here, has))[0]?.has === true);
    },
    cutOff: async () => {
      await asSuperuser(here, "alter system set primary_conninfo = ''", "select pg_reload_conf()");
      await until(
        "the stream to end",
        async () => (await query(here, "select from pg_stat_wal_receiver")).length === 0,
      );
    },
    promote: async () => {
      await query(here, "select pg_promote(true, 60)");
    },
    stop: async () => {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
