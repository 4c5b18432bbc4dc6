import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { withLogin } from "../../src/db/connection-url.js";
import { DomainError } from "../../src/errors.js";
import { startFault } from "../../src/start-fault.js";
import { asSuperuser, type TestDatabase, testDatabase } from "../support/database.js";
import { startService, temporaryHome } from "../support/service.js";

/** A fault of the start: what it takes, and what the one line says. */
interface Fault {
  readonly env?: (database: TestDatabase) => Record<string, string>;
  readonly prepare?: (database: TestDatabase, home: string) => Promise<void> | void;
  readonly says: RegExp;
}

const roleOf = (database: TestDatabase): string => database.appRole;
const both = (database: TestDatabase): Record<string, string> => ({
  DATABASE_URL: database.runtimeUrl,
  DATABASE_OWNER_URL: database.ownerUrl,
});
const takenPort = async (): Promise<string> => {
  const holder = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => holder.once("listening", resolve));
  onTestFinished(() => void holder.close());
  return String((holder.address() as { port: number }).port);
};
let port = "";

const faults: Record<string, Fault> = {
  "a setting that is unknown": { env: () => ({ COUNTERSIGN_HOEM: "x" }), says: /^COUNTERSIGN_HOEM is not a setting/ },
  "a URL that is none": { env: () => ({ DATABASE_URL: "mysql://h/x" }), says: /^DATABASE_URL must look like/ },
  "a wrong password": {
    env: (database) => ({
      DATABASE_URL: withLogin(database.runtimeUrl, { user: roleOf(database), password: "wrong", database: "postgres" }),
    }),
    says: /^cannot use the database of DATABASE_URL: password authentication failed/,
  },
  "a database that does not exist": {
    env: (database) => ({ DATABASE_URL: `${database.superuserUrl.replace(/\/[^/?]+(\?|$)/, "/nowhere$1")}` }),
    says: /^cannot use the database of DATABASE_URL: database "nowhere" does not exist/,
  },
  "a server that is not there": {
    env: () => ({ DATABASE_URL: "postgresql://someone:secret@127.0.0.1:9/nowhere" }),
    says: /^cannot use the database of DATABASE_URL: .*ECONNREFUSED/,
  },
  "a port that is taken": {
    env: (database) => ({ ...both(database), PORT: port }),
    prepare: async () => {
      port = await takenPort();
    },
    says: /^port \d+ on 127\.0\.0\.1 is in use/,
  },
  "an address that is not this machine's": {
    env: (database) => ({ ...both(database), COUNTERSIGN_HOST: "192.0.2.1" }),
    says: /^cannot listen on 192\.0\.2\.1 \(COUNTERSIGN_HOST\)/,
  },
  "a home that is a file": {
    env: both,
    prepare: (_, home) => {
      mkdirSync(dirname(home), { recursive: true });
      writeFileSync(home, "");
    },
    says: /^cannot use .*home/,
  },
  "a database of a newer release": {
    env: both,
    prepare: (database) =>
      asSuperuser(
        database.superuserUrl,
        `insert into schema_migration (timestamp, name) values (99999999999999, 'Future99999999999999')`,
      ),
    says: /^the database was migrated by a newer release/,
  },
  "an owner's login that may not create": {
    env: (database) => ({ DATABASE_URL: database.ownerUrl, DATABASE_OWNER_URL: database.runtimeUrl }),
    prepare: (database) => asSuperuser(database.superuserUrl, "drop table schema_migration"),
    says: /permission denied|lacks|no rights|must be owner/,
  },
  "tables that are not as migrations left them": {
    env: both,
    prepare: (database) => asSuperuser(database.superuserUrl, "drop table instance"),
    says: /^the database refused the start: .*instance.* \(SQLSTATE 42P01\)/,
  },
  "a level below the last": {
    env: (database) => ({ DATABASE_URL: database.superuserUrl, DATABASE_OWNER_URL: database.ownerUrl }),
    prepare: (database) => asSuperuser(database.superuserUrl, "insert into hardening_level (level) values (2)"),
    says: /^hardening level 0 is below 2/,
  },
};

test.each(Object.entries(faults))("%s is one line for people, and no stack", async (_, { env, prepare, says }) => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const home = temporaryHome();
  await prepare?.(database, home);
  const service = startService({ home, env: env?.(database) ?? {} });
  expect(await service.end()).toBe(1);
  const [line = "", ...more] = service.printed().trimEnd().split("\n").slice(-1);
  expect([line.replace(/^countersign: /, ""), more]).toEqual([expect.stringMatching(says), []]);
  expect(service.printed()).not.toMatch(/^\s+at /m);
  expect(service.output()).not.toMatch(/wrong@|secret@|^\s+at /m);
  for (const logged of service.logged()) expect(JSON.parse(logged)).toMatchObject({ level: expect.any(String) });
});

describe("what the line says", () => {
  const config = { host: "127.0.0.1", port: 4000, home: "/srv/home" };
  const fault = (code: string, more: object = {}): Error => Object.assign(new Error(`${code}: no`), { code, ...more });
  test.each<[string, unknown, RegExp]>([
    ["a file that may not be written", fault("EACCES", { path: "/srv/home/x" }), /^cannot use \/srv\/home\/x/],
    ["a full disk", fault("ENOSPC", { path: "/srv/home/x" }), /^cannot use/],
    ["a port below 1024", fault("EACCES", { syscall: "listen" }), /^port 4000 needs rights/],
    ["a connection that is reset", fault("ECONNRESET"), /^the database went away/],
    ["a connection that ends", new Error("Connection terminated unexpectedly"), /^the database went away/],
    ["a database that is out of reach", new DomainError("UNAVAILABLE", "Later."), /^the database went away/],
    [
      "a refusal of PostgreSQL",
      Object.assign(new pg.DatabaseError("no", 1, "error"), { code: "42501" }),
      /SQLSTATE 42501/,
    ],
  ])("%s is the operator's to mend", (_, error, says) => {
    expect(startFault(error, config)).toEqual({ line: expect.stringMatching(says), ours: false });
  });

  test.each([new TypeError("x is not a function"), "thrown", null, undefined, new DomainError("INTERNAL", "Broken.")])(
    "%s is ours, in one line all the same",
    (error) => {
      const told = startFault(error, null);
      expect(told.ours).toBe(true);
      expect(told.line).not.toContain("\n");
    },
  );
});
