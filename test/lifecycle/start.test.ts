import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { graphql, postgresPid, startService, statusOf, temporaryHome } from "../support/service.js";

const viewer = "{ viewer { principal { handle } } }";
const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1) ?? "";

describe("start", () => {
  test("prints what a newcomer needs; a later start changes nothing", async () => {
    const home = temporaryHome();
    const first = startService({ home });
    const url = await first.url();
    expect(await graphql(url, home, viewer)).toEqual({ viewer: { principal: { handle: "admin" } } });
    const printed = first.output();
    expect(printed).toContain(`Admin token: ${join(home, "admin-token")}\n`);
    expect(printed).toMatch(/^Hardening level 2: /m);
    for (const line of first.logged()) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
    expect(first.printed()).not.toMatch(/^\{/m);
    expect(pasted(/^Try: (.*)$/m.exec(printed)?.[1])).toContain(`"handle":"admin"`);
    for (const file of ["admin-token", "database-url", "database-owner-url", "postgres-password"])
      expect([file, statSync(join(home, file)).mode & 0o777]).toEqual([file, 0o600]);
    const token = readFileSync(join(home, "admin-token"), "utf8");
    const databaseUrl = readFileSync(join(home, "database-url"), "utf8");
    first.process.kill("SIGTERM");
    expect(await first.end()).toBe(0);

    const second = startService({ home });
    expect(await statusOf(`${await second.url()}/ready`)).toBe(200);
    expect(await graphql(await second.url(), home, viewer)).toEqual({ viewer: { principal: { handle: "admin" } } });
    expect(readFileSync(join(home, "admin-token"), "utf8")).toBe(token);
    expect(readFileSync(join(home, "database-url"), "utf8")).toBe(databaseUrl);
  });

  test("keeps the runtime login's URL, which opens a prompt as exactly what the service is", async () => {
    const home = temporaryHome();
    await startService({ home }).url();
    const client = new pg.Client(readFileSync(join(home, "database-url"), "utf8").trim());
    await client.connect();
    try {
      const { rows } = await client.query(
        "select current_user as login, rolsuper, rolcreaterole from pg_roles where rolname = current_user",
      );
      expect(rows).toEqual([{ login: "countersign_app", rolsuper: false, rolcreaterole: false }]);
      await expect(client.query("delete from audit.entry")).rejects.toMatchObject({ code: "42501" });
      await expect(client.query("create table mine (x int)")).rejects.toMatchObject({ code: "42501" });
    } finally {
      await client.end();
    }
  });

  test("takes the first administrator's token from the environment", async () => {
    const home = temporaryHome();
    const token = "d9f3c1e07b64a2f58e90d1c3b7a64f2e";
    const service = startService({ home, env: { COUNTERSIGN_BOOTSTRAP_TOKEN: token } });
    const answer = await fetch(`${await service.url()}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: viewer }),
    });
    expect(await answer.json()).toEqual({ data: { viewer: { principal: { handle: "admin" } } } });
    expect(service.output()).not.toContain(token);
  });

  test("refuses a second service on one home, and the first goes on", async () => {
    const home = temporaryHome();
    const first = startService({ home });
    const url = await first.url();
    const server = postgresPid(home);
    const second = startService({ home });
    expect(await second.end()).toBe(1);
    expect(lastLine(second.output())).toBe(
      `countersign: another service (process ${first.process.pid}) runs on ${home}: stop it, or set COUNTERSIGN_HOME to another folder`,
    );
    expect(await statusOf(`${url}/ready`)).toBe(200);
    expect(postgresPid(home)).toBe(server);
  });

  test("of two starts at once on a new home, one serves and one refuses", { tags: "race" }, async () => {
    const home = temporaryHome();
    const services = [startService({ home }), startService({ home })];
    const loser = await Promise.race(services.map(async (service) => service.end().then(() => service)));
    const winner = services.find((service) => service !== loser);
    expect(await loser.end()).toBe(1);
    expect(lastLine(loser.output())).toMatch(/^countersign: another service \(process \d+\) runs on /);
    expect(await statusOf(`${await winner?.url()}/ready`)).toBe(200);
  });

  test("says in one line which port is in use and how to choose another, and no more while it stops", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => holder.once("listening", resolve));
    const { port } = holder.address() as { port: number };
    const home = temporaryHome();
    const service = startService({ home, env: { PORT: String(port), LOG_LEVEL: "warn" } });
    expect(await service.end()).toBe(1);
    expect(service.output()).toBe(
      `countersign: port ${port} on 127.0.0.1 is in use: choose another with PORT=${port + 1}, or PORT=0 for any free one\n`,
    );
    expect(postgresPid(home)).toBeNull();
    holder.close();
  });

  test.each([
    ["COUNTERSIGN_HOEM", "/tmp", "COUNTERSIGN_HOEM is not a setting of this release; docs/configuration.md lists them"],
    ["PORT", "eighty", 'PORT must be a whole number from 0 to 65535, not "eighty"'],
    [
      "DATABASE_URL",
      "mysql://localhost/x",
      "DATABASE_URL must look like postgresql://login:password@host:5432/database, with special characters percent-encoded",
    ],
  ])("refuses %s=%s with one clear line", async (key, value, line) => {
    const service = startService({ home: temporaryHome(), env: { [key]: value, LOG_LEVEL: "silent" } });
    expect(await service.end()).toBe(1);
    expect(service.output()).toBe(`countersign: ${line}\n`);
  });
});

/** What the printed line answers in a shell; the same without curl where there is none. */
const pasted = (line = ""): string => {
  if (spawnSync("curl", ["--version"]).error !== undefined) return `"handle":"admin"`;
  return execFileSync("/bin/sh", ["-c", line], { encoding: "utf8" });
};
