import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { StartError } from "../../src/config.js";
import { readLogin, withLogin } from "../../src/db/connection-url.js";
import { recordHardening } from "../../src/db/hardening.js";
import { migrate } from "../../src/db/migrate.js";
import { resolveDatabase } from "../../src/db/resolve-database.js";
import { readRights } from "../../src/db/rights.js";
import { asSuperuser, query } from "../support/database.js";

const log = pino({ level: "silent" });
const name = pg.escapeIdentifier;

/** A database and a login that owns it, on the run's server. */
const ownDatabase = async (database: string, attributes: string): Promise<string> => {
  const { superuserUrl } = inject("testServer");
  const user = `dba_${randomBytes(4).toString("hex")}`;
  await asSuperuser(
    superuserUrl,
    `create role ${name(user)} login ${attributes} password 'p:w/@%'`,
    `create database ${name(database)} owner ${name(user)}`,
  );
  onTestFinished(() => asSuperuser(superuserUrl, `drop database if exists ${name(database)} with (force)`));
  return withLogin(superuserUrl, { user, password: "p:w/@%", database });
};

const emptyHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), "countersign-provision-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
};

const resolveAt = (home: string, databaseUrl: string, databaseOwnerUrl: string | null = null) =>
  resolveDatabase({ home, databaseUrl, databaseOwnerUrl, readConnections: 1, writeConnections: 1 }, log);

describe("DATABASE_URL alone", () => {
  test.each([
    ["an ordinary name", () => `shop_${randomBytes(4).toString("hex")}`],
    ["an odd name", () => `Größe "a"/b@c=1 & ${randomBytes(4).toString("hex")}`],
    ["a name of 63 bytes", () => `${"long".repeat(13)}_${randomBytes(5).toString("hex")}`],
  ])("a login that may create roles makes the others: %s", async (_, makeName) => {
    const database = makeName();
    const url = await ownDatabase(database, "createrole");
    const home = emptyHome();
    const made = await resolveAt(home, url);
    await migrate(made.ownerUrl, made, log);
    expect(made.hardening.level).toBe(2);
    expect(made.appRole).not.toBe(readLogin(url).user);
    expect(readFileSync(join(home, "database-url"), "utf8").trim()).toBe(made.runtimeUrl);
    expect(statSync(join(home, "database-url")).mode & 0o777).toBe(0o600);
    expect(await query(made.runtimeUrl, "select current_user as login, current_database() as database")).toEqual([
      { login: made.appRole, database },
    ]);
    await expect(query(made.runtimeUrl, "delete from audit.entry")).rejects.toMatchObject({ code: "42501" });
    const schemas = await query(
      made.runtimeUrl,
      "select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = 'audit'",
    );
    expect(schemas).toEqual([{ owner: made.auditRole }]);
    expect(await resolveAt(home, url)).toMatchObject({ runtimeUrl: made.runtimeUrl, ownerUrl: made.ownerUrl });
  });

  test("a replica with a home of its own does not lock the first one out", async () => {
    const url = await ownDatabase(`replicas_${randomBytes(4).toString("hex")}`, "createrole");
    const first = await resolveAt(emptyHome(), url);
    const second = await resolveAt(emptyHome(), url);
    expect(second.runtimeUrl).toBe(first.runtimeUrl);
    await query(first.runtimeUrl, "select 1");
  });

  test("two starts at once make the logins once", { tags: "race" }, async () => {
    const url = await ownDatabase(`twice_${randomBytes(4).toString("hex")}`, "createrole");
    const [first, second] = await Promise.all([resolveAt(emptyHome(), url), resolveAt(emptyHome(), url)]);
    expect(second.runtimeUrl).toBe(first.runtimeUrl);
    await Promise.all([first, second].map((made) => migrate(made.ownerUrl, made, log)));
  });

  test("a login that may not create roles does everything, and its hardening level says so", async () => {
    const url = await ownDatabase(`single_${randomBytes(4).toString("hex")}`, "");
    const made = await resolveAt(emptyHome(), url);
    await migrate(made.ownerUrl, made, log);
    expect(made).toMatchObject({ runtimeUrl: url, ownerUrl: url });
    expect(made.hardening).toMatchObject({ level: 0, text: expect.stringContaining("could rewrite the audit log") });
  });

  test("a database that one login migrated stays that login's when it may create roles later", async () => {
    const url = await ownDatabase(`later_${randomBytes(4).toString("hex")}`, "");
    const made = await resolveAt(emptyHome(), url);
    await migrate(made.ownerUrl, made, log);
    await asSuperuser(inject("testServer").superuserUrl, `alter role ${name(made.appRole)} createrole`);
    const again = await resolveAt(emptyHome(), url);
    await migrate(again.ownerUrl, again, log);
    expect(again).toMatchObject({ runtimeUrl: url, hardening: { level: 0 } });
  });
});

const rightsOf = async ({ ownerUrl, appRole }: { ownerUrl: string; appRole: string }): Promise<string[]> => {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    return await readRights(client, appRole);
  } finally {
    await client.end();
  }
};

describe("DATABASE_URL and DATABASE_OWNER_URL", () => {
  test("both logins are used as they are; without a third role the owner has the audit log", async () => {
    const database = `both_${randomBytes(4).toString("hex")}`;
    const ownerUrl = await ownDatabase(database, "");
    const { superuserUrl } = inject("testServer");
    const app = `${database}_runtime`;
    await asSuperuser(superuserUrl, `create role ${app} login password 'x'`);
    const runtimeUrl = withLogin(superuserUrl, { user: app, password: "x", database });
    const made = await resolveAt(emptyHome(), runtimeUrl, ownerUrl);
    await migrate(made.ownerUrl, made, log);
    expect(made).toMatchObject({ runtimeUrl, ownerUrl, appRole: app, hardening: { level: 1 } });
    await expect(query(runtimeUrl, "delete from audit.entry")).rejects.toMatchObject({ code: "42501" });
  });

  test("two databases are refused", async () => {
    const one = await ownDatabase(`one_${randomBytes(4).toString("hex")}`, "");
    const two = await ownDatabase(`two_${randomBytes(4).toString("hex")}`, "");
    await expect(resolveAt(emptyHome(), one, two)).rejects.toThrow(/name different databases/);
  });

  test("a runtime login that the migrations knew nothing of is given its rights", async () => {
    const database = `other_${randomBytes(4).toString("hex")}`;
    const ownerUrl = await ownDatabase(database, "createrole");
    const { superuserUrl } = inject("testServer");
    const runtime = async (role: string): Promise<string> => {
      await asSuperuser(superuserUrl, `create role ${role} login password 'x'`);
      return withLogin(superuserUrl, { user: role, password: "x", database });
    };
    const made = await resolveAt(emptyHome(), await runtime(`${database}_a`), ownerUrl);
    await migrate(made.ownerUrl, made, log);
    const later = await resolveAt(emptyHome(), await runtime(`${database}_b`), ownerUrl);
    await migrate(later.ownerUrl, later, log);
    expect(await rightsOf(later)).toEqual(await rightsOf(made));
    await expect(query(later.runtimeUrl, "delete from audit.entry")).rejects.toMatchObject({ code: "42501" });
  });

  test("a superuser as runtime login is told to be level 0", async () => {
    const { superuserUrl } = inject("testServer");
    const ownerUrl = await ownDatabase(`super_${randomBytes(4).toString("hex")}`, "");
    const { user, password } = readLogin(superuserUrl);
    const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
    const runtimeUrl = withLogin(superuserUrl, { user: user ?? "", password: password ?? "", database });
    expect((await resolveAt(emptyHome(), runtimeUrl, ownerUrl)).hardening.level).toBe(0);
  });
});

describe("a database that was restored from a dump", () => {
  const { superuserUrl } = inject("testServer");

  /** A database as a first start leaves it, its level noted, and a copy of it under another name. */
  const restored = async (attributes: string, ...more: string[]) => {
    const database = `kept_${randomBytes(4).toString("hex")}`;
    const copy = `${database}_copy`;
    const adminUrl = await ownDatabase(database, "superuser");
    const made = await resolveAt(emptyHome(), adminUrl);
    await migrate(made.ownerUrl, made, log);
    await recordHardening(made.ownerUrl, made.hardening, { allowLower: false, log });
    const copyUrl = await ownDatabase(copy, attributes);
    const login = name(readLogin(copyUrl).user ?? "");
    await asSuperuser(
      superuserUrl,
      `drop database ${name(copy)}`,
      `create database ${name(copy)} template ${name(database)} owner ${login}`,
    );
    const statements = more.map((text) =>
      text
        .replaceAll(":owner", name(readLogin(made.ownerUrl).user ?? ""))
        .replaceAll(":audit", name(made.auditRole))
        .replaceAll(":app", name(made.appRole))
        .replaceAll(":login", login),
    );
    await asSuperuser(withDatabase(superuserUrl, copy), ...statements);
    return copyUrl;
  };
  const withDatabase = (url: string, database: string): string =>
    withLogin(url, { user: readLogin(url).user ?? "", password: readLogin(url).password ?? "", database });

  /** What a plain dump leaves where none of its roles exist: all belongs to who restores it, nobody has rights. */
  const withoutRoles = [
    "reassign owned by :owner to :login",
    "reassign owned by :audit to :login",
    "drop owned by :app",
  ];

  test.each([
    ["under another name, beside the first", []],
    ["elsewhere, where its roles do not exist", withoutRoles],
  ])("%s gets its roles and grants from a login that may give them", async (_, statements) => {
    const url = await restored("superuser", ...statements);
    const made = await resolveAt(emptyHome(), url);
    await migrate(made.ownerUrl, made, log);
    await recordHardening(made.ownerUrl, made.hardening, { allowLower: false, log });
    expect(made.hardening.level).toBe(2);
    expect(made.appRole).toMatch(/_copy_app$/);
    expect(await query(made.runtimeUrl, "select count(*)::int as n from registered_model")).toEqual([{ n: 0 }]);
    expect(
      await query(
        url,
        "select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace = 'audit'::regnamespace",
      ),
    ).toEqual([{ owner: made.auditRole }]);
    await expect(query(made.runtimeUrl, "delete from audit.entry")).rejects.toMatchObject({ code: "42501" });
    await expect(query(made.runtimeUrl, "insert into hardening_level values (0)")).rejects.toMatchObject({
      code: "42501",
    });
  });

  test("is refused below its last level, but for the start that is told to go on", async () => {
    const url = await restored("", ...withoutRoles);
    const made = await resolveAt(emptyHome(), url);
    expect(made.hardening.level).toBe(0);
    await migrate(made.ownerUrl, made, log);
    const start = (allowLower: boolean) => recordHardening(made.ownerUrl, made.hardening, { allowLower, log });
    await expect(start(false)).rejects.toThrow(/hardening level 0 is below 2.*COUNTERSIGN_ALLOW_LOWER_HARDENING=1/);
    await expect(start(false)).rejects.toThrow(StartError);
    await start(true);
    await start(false);
    await recordHardening(made.ownerUrl, { level: 1, text: "better" }, { allowLower: false, log });
    await expect(start(false)).rejects.toThrow(/hardening level 0 is below 1/);
  });

  test("whose login may create roles but give nobody what is not its own is one clear line", async () => {
    const url = await restored("createrole");
    const refusal = await resolveAt(emptyHome(), url).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartError);
    expect((refusal as Error).message).toContain("could not make the service's own");
  });
});

test("a login that the server refuses is one clear line without the password", async () => {
  const url = withLogin(inject("testServer").superuserUrl, {
    user: "nobody_here",
    password: "wrong",
    database: "postgres",
  });
  const refusal = await resolveAt(emptyHome(), url).catch((error: Error) => error.message);
  expect(refusal).toMatch(
    /^cannot use the database of DATABASE_URL: password authentication failed for user "nobody_here"$/,
  );
});
