import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { adminTokenFile } from "../../src/access/admin-token-file.js";
import { createAuthenticator } from "../../src/access/authenticate.js";
import { bootstrap } from "../../src/access/bootstrap.js";
import { recoverAdmin } from "../../src/access/organization/recover-admin.js";
import { deactivateUser } from "../../src/access/principals/deactivate-user.js";
import type { Ctx } from "../../src/context.js";
import type { Database } from "../../src/db/database.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { showing } from "../support/showing.js";
import { codeOf, connect, ctxOf, quiet } from "./world.js";

let database: TestDatabase;
let db: Database;
let home: string;
beforeEach(async () => {
  database = await testDatabase();
  db = await connect(database.runtimeUrl);
  home = mkdtempSync(join(tmpdir(), "countersign-bootstrap-"));
});
afterEach(async () => {
  await db.close();
  await database.drop();
  rmSync(home, { recursive: true });
});

const as = async (token: string): Promise<Ctx> => {
  const auth = createAuthenticator({ db, config: { jwt: null, groupsTtlHours: 24 }, log: quiet });
  return ctxOf(db, await auth.authenticate(showing(`Bearer ${token}`)));
};
const count = async (table: string): Promise<number> => {
  const row = await db.single.row<{ count: bigint }>({ text: `select count(*) from ${table}` });
  return Number(row?.count);
};
const tokenInFile = (): string => readFileSync(adminTokenFile(home), "utf8").trim();

test("the first start makes the administrator, their team and a token in a private file", async () => {
  expect(await bootstrap(db, { home, bootstrapToken: null }, quiet)).toEqual({ created: true });
  expect(statSync(adminTokenFile(home)).mode & 0o777).toBe(0o600);
  const { principal, access, credential } = await as(tokenInFile());
  expect(principal).toMatchObject({ handle: "admin", displayName: "Administrator", kind: "USER" });
  expect(access.roleNames).toEqual(["ADMIN", "default:OWNER"]);
  expect([...credential.scopes]).toHaveLength(6);
  expect(access.roles[0]?.grantedBy).toEqual(["sys_00000000000000000000000000"]);
  const actors = await db.single.rows<{ actor: string; action: string }>({
    text: "select distinct actor_id as actor, action from audit.entry order by action",
  });
  // The migrations note the rows that they make themselves.
  expect(actors).toEqual(
    ["bootstrap", "commitRows"].map((action) => ({ actor: "sys_00000000000000000000000000", action })),
  );
});

test("later starts change nothing", async () => {
  await bootstrap(db, { home, bootstrapToken: null }, quiet);
  const [token, entries] = [tokenInFile(), await count("audit.entry")];
  for (const bootstrapToken of [null, "k7Jq2mXw9RtL4vZc8NbY3hPd6sFg1aEu"])
    expect(await bootstrap(db, { home, bootstrapToken }, quiet)).toEqual({ created: false });
  expect(tokenInFile()).toBe(token);
  expect(await count("audit.entry")).toBe(entries);
  expect(await count("api_token")).toBe(1);
});

test("several starts at once make one", { tags: "race" }, async () => {
  const homes = Array.from({ length: 6 }, () => mkdtempSync(join(tmpdir(), "countersign-bootstrap-")));
  onTestFinished(() => {
    for (const each of homes) rmSync(each, { recursive: true, force: true });
  });
  const outcomes = await Promise.all(homes.map((each) => bootstrap(db, { home: each, bootstrapToken: null }, quiet)));
  expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
  const written = homes.filter((each) => readdirSync(each).includes("admin-token"));
  expect(written).toHaveLength(1);
  expect((await as(readFileSync(join(written[0] ?? "", "admin-token"), "utf8").trim())).principal.handle).toBe("admin");
  expect(await count("principal")).toBe(2);
});

test("a token that the operator chose need not have our form, and is written to no file", async () => {
  for (const bootstrapToken of ["k7Jq2mXw9RtL4vZc8NbY3hPd6sFg1aEu", "aaaaaaaaaaaa.bbbbbbbbbbbb.cccccccccc"]) {
    const fresh = await testDatabase();
    const other = await connect(fresh.runtimeUrl);
    await bootstrap(other, { home, bootstrapToken }, quiet);
    const auth = createAuthenticator({ db: other, config: { jwt: null, groupsTtlHours: 24 }, log: quiet });
    expect((await auth.authenticate(showing(`Bearer ${bootstrapToken}`))).principal.handle).toBe("admin");
    expect(await codeOf(auth.authenticate(showing(`Bearer ${bootstrapToken}x`)))).toBe("UNAUTHENTICATED");
    await other.close();
    await fresh.drop();
  }
  expect(readdirSync(home)).toEqual([]);
});

test("a home that cannot be written makes nothing", async () => {
  await expect(bootstrap(db, { home: join(home, "absent"), bootstrapToken: null }, quiet)).rejects.toThrow(
    /cannot write the administrator's token/,
  );
  expect(await count("principal")).toBe(0);
  expect(await bootstrap(db, { home, bootstrapToken: null }, quiet)).toEqual({ created: true });
});

test("whoever owns the database gets a new token, audited", async () => {
  await bootstrap(db, { home, bootstrapToken: null }, quiet);
  const owner = await connect(database.ownerUrl, false);
  const { handle, secret } = await recoverAdmin(owner, quiet);
  expect(handle).toBe("admin");
  const recovered = await as(secret);
  expect(recovered.access.organizationRoles).toEqual(["ADMIN"]);
  expect(recovered.credential.mintedBy).toEqual(["sys_00000000000000000000000000"]);
  const entry = await db.single.row<{ body: { request: { channel: string } } }>({
    text: "select body::json from audit.entry where action = 'recoverAdmin'",
  });
  expect(entry?.body.request.channel).toBe("cli");
  await owner.close();
});

test("if every administrator is gone, another one is made", async () => {
  await bootstrap(db, { home, bootstrapToken: null }, quiet);
  const admin = await as(tokenInFile());
  expect(await codeOf(deactivateUser(admin, { principalId: admin.principal.id }))).toBe("LAST_ADMIN");
  const owner = await connect(database.ownerUrl, false);
  await owner.single.rows({ text: "alter table principal disable trigger principal_is_audited" });
  await owner.single.rows({ text: "update principal set deactivated_at = now() where handle = 'admin'" });
  const { handle, secret } = await recoverAdmin(owner, quiet);
  expect(handle).toBe("admin-2");
  expect((await as(secret)).access.organizationRoles).toEqual(["ADMIN"]);
  await owner.close();
});
