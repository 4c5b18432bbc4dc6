// @module-tag race
import { createServer, connect as dial, type Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthenticator } from "../../src/access/authenticate.js";
import { createTeam } from "../../src/access/teams/create-team.js";
import { createApiToken } from "../../src/access/tokens/create-api-token.js";
import { revokeApiToken } from "../../src/access/tokens/revoke-api-token.js";
import type { Changes } from "../../src/db/changes.js";
import { asSuperuser } from "../support/database.js";
import { showing } from "../support/showing.js";
import { until } from "../support/until.js";
import { codeOf, connect, createWorld, ctxOf, inDays, quiet, type Replica, untilCached, type World } from "./world.js";

let world: World;
let other: Replica;
beforeAll(async () => {
  world = await createWorld();
  other = await world.replica();
  await until("both follow the feed", () => other.db.heardRecently() && world.db.heardRecently());
});
afterAll(() => world.close());

test("a revocation on one replica is heard on the other", async () => {
  const { ctx } = await world.user("ana");
  for (let round = 0; round < 10; round++) {
    const { secret, apiTokenId } = await createApiToken(ctx, { name: "n", expiresAt: inDays(1), scopes: ["READ"] });
    const header = `Bearer ${secret}`;
    await untilCached(other, secret);
    await revokeApiToken(ctx, { apiTokenId });
    await until(
      "it is refused there",
      async () => (await codeOf(other.auth.authenticate(showing(header)))) === "UNAUTHENTICATED",
    );
  }
});

test("entries that commit out of order and beside a long transaction are all heard", async () => {
  const heard = new Set<string>();
  const gather = (changes: Changes): void => {
    if (changes !== "everything") for (const { stream } of changes) heard.add(stream);
  };
  other.db.onChange(gather);
  const long = new pg.Client(world.database.superuserUrl);
  await long.connect();
  await long.query("begin; select pg_current_xact_id();");
  const made = await Promise.all(
    Array.from({ length: 60 }, (_, index) => createTeam(world.admin, { slug: `t-${index}`, name: "T" })),
  );
  await until("all are heard", () => made.every(({ teamId }) => heard.has(teamId)));
  await long.query("rollback");
  await long.end();
});

test("refusals are not announced", async () => {
  const heard: string[] = [];
  other.db.onChange((changes) => {
    if (changes !== "everything") heard.push(...changes.map(({ stream }) => stream));
  });
  const { ctx } = await world.user("nobody");
  const before = await createTeam(world.admin, { slug: "before", name: "Before" });
  await until("the first is heard", () => heard.includes(before.teamId));
  heard.length = 0;
  expect(await codeOf(createTeam(ctx, { slug: "no", name: "No" }))).toBe("FORBIDDEN");
  const after = await createTeam(world.admin, { slug: "after", name: "After" });
  await until("the last is heard", () => heard.includes(after.teamId));
  expect(new Set(heard)).toEqual(new Set([after.teamId]));
});

test("after its connection was cut, the feed comes back and says that anything may have changed", async () => {
  const heard: Changes[] = [];
  other.db.onChange((changes) => heard.push(changes));
  await asSuperuser(
    world.database.superuserUrl,
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign-feed' and datname = current_database()",
  );
  await until("the feed is back", () => heard.includes("everything"));
  await until("it is heard again", () => other.db.heardRecently());
});

test("cut off from the feed for a second, a replica answers from no cache", async () => {
  const link = await cuttable(world.database.runtimeUrl);
  const db = await connect(link.url);
  const auth = createAuthenticator({ db, config: { jwt: null, groupsTtlHours: 24 }, log: quiet });
  const { token } = await world.user("cut-off");
  const header = `Bearer ${token}`;
  await until("the feed is heard", () => db.heardRecently());
  await untilCached({ auth }, token);
  link.freeze("countersign-feed");
  // The second is the promise.
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect(db.heardRecently()).toBe(false);
  expect(auth.cached(showing(header))).toBeUndefined();
  const before = db.statements();
  await auth.authenticate(showing(header));
  await auth.authenticate(showing(header));
  expect(db.statements()).toBe(before + 2);
  const { principalId } = (await world.db.single.row<{ principalId: string }>({
    text: `select principal_id as "principalId" from api_token order by id desc limit 1`,
  })) as { principalId: string };
  const own = ctxOf(world.db, await world.auth.authenticate(showing(header)));
  const { rows } = await tokensOf(principalId);
  await revokeApiToken(own, { apiTokenId: rows[0]?.id ?? "" });
  expect(await codeOf(auth.authenticate(showing(header)))).toBe("UNAUTHENTICATED");
  link.thaw();
  await until("the feed is heard again", () => db.heardRecently());
  await db.close();
  await link.close();
});

const tokensOf = async (principalId: string): Promise<{ rows: { id: string }[] }> => ({
  rows: await world.db.single.rows<{ id: string }>({ text: "select id from api_token where principal_id = $1" }, [
    principalId,
  ]),
});

/** A way to the server on which the connections of one application can be silenced without being closed. */
const cuttable = async (url: string) => {
  const target = new URL(url);
  const frozen = new Set<Socket>();
  let silenced: string | null = null;
  const sockets: { client: Socket; name: string }[] = [];
  const server = createServer((client) => {
    const path = target.searchParams.get("host");
    const upstream = path?.startsWith("/")
      ? dial(`${path}/.s.PGSQL.${target.port || 5432}`)
      : dial(Number(target.port || 5432), path ?? target.hostname);
    const record = { client, name: "" };
    sockets.push(record);
    client.on("data", (data) => {
      const name = /application_name\0([^\0]+)/.exec(data.toString("latin1"))?.[1];
      if (name !== undefined) record.name = name;
      if (record.name === silenced) frozen.add(client);
      if (!frozen.has(client)) upstream.write(data);
    });
    upstream.on("data", (data) => {
      if (!frozen.has(client)) client.write(data);
    });
    for (const [one, another] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => another.destroy());
      one.on("close", () => another.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = (server.address() as { port: number }).port;
  const through = new URL(url);
  through.searchParams.delete("host");
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return {
    url: through.toString(),
    freeze: (application: string) => {
      silenced = application;
      for (const { client, name } of sockets) if (name === application) frozen.add(client);
    },
    thaw: () => {
      silenced = null;
      for (const client of frozen) client.destroy();
      frozen.clear();
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const { client } of sockets) client.destroy();
        server.close(() => resolve());
      }),
  };
};
