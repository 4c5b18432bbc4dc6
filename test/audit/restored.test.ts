import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { followChanges } from "../../src/db/change-feed.js";
import type { Changes } from "../../src/db/changes.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { entry } from "./entries.js";

let database: TestDatabase;
let superuser: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
});
afterAll(async () => {
  await superuser?.end();
  await database?.drop();
});

it("a log restored from a dump of an older server's is no news, though its transactions' numbers are still to come", async () => {
  await superuser.query(`insert into audit.entry (xid, at, stream_kind, stream_id, stream_seq, action, outcome, actor_id,
      request_id, op_id, prev_hash, leaf_hash, envelope, body)
    select (pg_current_xact_id()::text::bigint + 1000000 + n)::text::xid8, now(), 'team', 'team_old', n, 'old', 'ALLOWED',
      'usr_x', 'r', 'o', '', '', '', '' from generate_series(1, 100) n`);
  const heard: Changes[] = [];
  const feed = followChanges({
    url: database.runtimeUrl,
    timeouts: { statement: 5_000, wait: 5_000 },
    log: pino({ level: "silent" }),
    announce: (changes) => heard.push(changes),
  });
  for (let waited = 0; heard.length === 0 && waited < 30_000; waited += 20) await sleep(20);
  await superuser.query("select audit.append($1)", [JSON.stringify([entry({ stream: "team_new" })])]);
  await sleep(400);
  await feed.stop();
  expect(heard).toEqual(["everything", [{ stream: "team_new", subjects: ["team_new"] }]]);
});
