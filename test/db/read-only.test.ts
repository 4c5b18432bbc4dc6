import { afterAll, beforeAll, expect, it } from "vitest";
import { query } from "../support/database.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const set = async (value: "on" | "off"): Promise<void> => {
  // This session itself goes on writing.
  const url = new URL(world.database.superuserUrl);
  url.searchParams.set("options", "-c default_transaction_read_only=off");
  const [row] = await query<{ name: string }>(url.href, "select quote_ident(current_database()) as name");
  await query(url.href, `alter database ${row?.name} set default_transaction_read_only = ${value}`);
  await query(
    url.href,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
};

const ready = async (): Promise<{ status: number; body: object }> => {
  const response = await fetch(`${world.url}/ready`);
  return { status: response.status, body: (await response.json()) as object };
};

it("a database that takes no change: not ready, changes are 503, reads go on; ready again with it", async () => {
  expect(await ready()).toMatchObject({ status: 200, body: { ready: true, writable: true } });
  await set("on");
  try {
    await expect.poll(ready, { timeout: 20_000 }).toMatchObject({
      status: 503,
      body: { ready: false, database: true, writable: false },
    });
    const refused = await world.admin.attempt("createTeam", { slug: "late", name: "Late" });
    expect([refused.status, refused.errors[0]?.extensions.code]).toEqual([503, "UNAVAILABLE"]);
    expect(refused.headers.get("retry-after")).not.toBeNull();
    expect(await world.admin.ask("{ viewer { principal { handle } } }")).toMatchObject({
      viewer: { principal: { handle: "admin" } },
    });
  } finally {
    await set("off");
  }
  await expect.poll(ready, { timeout: 20_000 }).toMatchObject({ status: 200, body: { ready: true, writable: true } });
  await world.admin.do("createTeam", { slug: "late", name: "Late" }, "team { id }");
});
