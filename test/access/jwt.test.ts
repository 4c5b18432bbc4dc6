import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, exportSPKI, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createAuthenticator } from "../../src/access/authenticate.js";
import { createJwtVerifier } from "../../src/access/jwt.js";
import { grantOrganizationRole } from "../../src/access/organization/grant-organization-role.js";
import { revokeOrganizationRole } from "../../src/access/organization/revoke-organization-role.js";
import { createUser } from "../../src/access/principals/create-user.js";
import { deactivateUser } from "../../src/access/principals/deactivate-user.js";
import { linkUserIdentity } from "../../src/access/principals/link-user-identity.js";
import { showing } from "../support/showing.js";
import { until, untilPast } from "../support/until.js";
import {
  AUDIENCE,
  claimsOf,
  type IdentityProvider,
  ISSUER,
  now,
  sign,
  startIdentityProvider,
} from "./identity-provider.js";
import { codeOf, createWorld, quiet, untilCached, type World } from "./world.js";

let world: World;
let idp: IdentityProvider;
beforeAll(async () => {
  idp = await startIdentityProvider();
  world = await createWorld(idp.config);
});
afterAll(async () => {
  await world.close();
  await idp.stop();
});

const login = (token: string): Promise<string> =>
  codeOf(world.auth.authenticate(showing(`Bearer ${token}`, "127.0.0.1")));

describe("hostile tokens", () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const tokens: Record<string, () => Promise<string> | string> = {
    "alg none": () => `${part({ alg: "none" })}.${part(claimsOf("x"))}.`,
    "alg none with a signature": () => `${part({ alg: "none" })}.${part(claimsOf("x"))}.AAAA`,
    "HS256 signed with the public key": async () =>
      sign(Buffer.from(await exportSPKI(idp.key().publicKey)), claimsOf("x"), { alg: "HS256", kid: "k1" }),
    "an algorithm that is not allowed": async () => {
      const { privateKey } = await generateKeyPair("ES384");
      return sign(privateKey, claimsOf("x"), { alg: "ES384", kid: "k1" });
    },
    "an embedded key": async () => {
      const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
      return sign(privateKey, claimsOf("x"), { alg: "ES256", jwk: await exportJWK(publicKey) });
    },
    "a wrong key under a known kid": async () => {
      const { privateKey } = await generateKeyPair("ES256");
      return sign(privateKey, claimsOf("x"), { alg: "ES256", kid: "k1" });
    },
    "an unknown kid": () => idp.token("x", {}, { kid: "nope" }),
    "an unknown critical header": () => idp.token("x", {}, { crit: ["urn:unknown"], "urn:unknown": 1 }),
    "a logout token": () => idp.token("x", {}, { typ: "logout+jwt" }),
    "an ID token, by at_hash": () => idp.token("x", { at_hash: "MTIzNDU2Nzg5MDEyMzQ1Ng" }),
    "an ID token, by c_hash": () => idp.token("x", { c_hash: "LDktKdoQak3Pk0cnXxCltA" }),
    "an ID token, by its claim": () => idp.token("x", { typ: "ID" }, { typ: "JWT" }),
    "a proof of possession": () => idp.token("x", {}, { typ: "dpop+jwt" }),
    "no exp": () => idp.token("x", { exp: undefined }),
    "exp as text": () => idp.token("x", { exp: String(now() + 60) }),
    expired: () => idp.token("x", { exp: now() - 60 }),
    "a century ahead": () => idp.token("x", { exp: now() + 100 * 366 * 86_400 }),
    "a century ahead, without iat": () => idp.token("x", { exp: now() + 100 * 366 * 86_400, iat: undefined }),
    "a life of 25 hours": () => idp.token("x", { iat: now() - 10, exp: now() - 10 + 25 * 3_600 }),
    "not yet valid": () => idp.token("x", { nbf: now() + 120 }),
    "issued in the future": () => idp.token("x", { iat: now() + 120, exp: now() + 300 }),
    "iat as text": () => idp.token("x", { iat: "now" }),
    "another issuer": () => idp.token("x", { iss: "https://evil.example" }),
    "the issuer with a slash": () => idp.token("x", { iss: `${ISSUER}/` }),
    "no issuer": () => idp.token("x", { iss: undefined }),
    "another audience": () => idp.token("x", { aud: "other" }),
    "no audience": () => idp.token("x", { aud: undefined }),
    "no sub": () => idp.token(undefined),
    "sub an object": () => idp.token({ id: 1 }),
    "sub a number": () => idp.token(7),
    "sub empty": () => idp.token(""),
    "sub too long": () => idp.token("x".repeat(256)),
    "sub with NUL": () => idp.token("x\u0000"),
    "sub with a lone surrogate": () =>
      `${part({ alg: "ES256", kid: "k1" })}.${Buffer.from('{"sub":"\\ud800"}').toString("base64url")}.AAAA`,
    "over 8 KiB": () => idp.token("x", { pad: "y".repeat(8_000) }),
    "four parts": async () => `${await idp.token("x")}.x`,
    "a tampered payload": async () => {
      const [head, , signature] = (await idp.token("x")).split(".");
      return `${head}.${part(claimsOf("admin"))}.${signature}`;
    },
  };
  test.each(Object.keys(tokens))("%s", async (name) => {
    const token = await (tokens[name] as () => Promise<string>)();
    expect(await login(token)).toBe("UNAUTHENTICATED");
  });

  test("none of them made a user", async () => {
    const rows = await world.db.single.rows({ text: "select from user_identity" });
    expect(rows).toHaveLength(0);
  });

  test("two keys fit a token without kid: refused", async () => {
    await idp.rotate();
    await login(await idp.token("two", {}, { kid: "unknown" }));
    expect(await login(await idp.token("two", {}, { kid: undefined as never }))).toBe("UNAUTHENTICATED");
  });
});

describe("honest tokens", () => {
  test.each(["RS256", "ES256", "EdDSA"])("%s", async (alg) => {
    const other = await startIdentityProvider();
    await other.rotate(alg);
    const verify = createJwtVerifier(other.config, quiet);
    expect(
      await verify(await other.token("ok", { nonce: "n", aud: [AUDIENCE, "other"] }, { typ: "JWT" })),
    ).not.toBeNull();
    const identity = await verify(await other.token("ok", { aud: [AUDIENCE, "other"] }, { typ: "at+jwt" }));
    expect(identity).toMatchObject({ subject: "ok", issuer: ISSUER });
    await other.stop();
  });

  test("first sight makes a user, audited as the service's doing", async () => {
    const token = await idp.token("sub-1", {
      preferred_username: "Zoë.Ångström@corp.example",
      name: "Zoë Ångström",
      email: "zoe@corp.example",
    });
    const caller = await world.auth.authenticate(showing(`Bearer ${token}`, "10.0.0.1", "graphql"));
    expect(caller.principal).toMatchObject({ handle: "zoe.angstrom", displayName: "Zoë Ångström", kind: "USER" });
    expect(caller.credential).toMatchObject({ method: "jwt", id: null, mintedBy: [], modelIds: null });
    const [entry] = await world.db.single.rows<{
      action: string;
      actor: string;
      body: { request: { channel: string } };
    }>(
      {
        text: "select action, actor_id as actor, body::json from audit.entry where stream_id = $1",
      },
      [caller.principal.id],
    );
    expect(entry).toMatchObject({
      action: "registerUser",
      actor: "sys_00000000000000000000000000",
      body: { request: { channel: "graphql" } },
    });
  });

  test("the same person again is the same user; a hundred at once too", { tags: "race" }, async () => {
    const tokens = await Promise.all(
      Array.from({ length: 100 }, (_, index) => idp.token("crowd", { jti: String(index) })),
    );
    const callers = await Promise.all(tokens.map((token) => world.auth.authenticate(showing(`Bearer ${token}`))));
    expect(new Set(callers.map(({ principal }) => principal.id)).size).toBe(1);
  });

  test("an existing handle is never taken over, an equal e-mail joins nothing", async () => {
    await createUser(world.admin, { handle: "bob", displayName: "Bob", email: "bob@corp.example" });
    const claims = { preferred_username: "bob", email: "bob@corp.example" };
    const first = await world.auth.authenticate(showing(`Bearer ${await idp.token("bob-1", claims)}`));
    const second = await world.auth.authenticate(showing(`Bearer ${await idp.token("bob-2", claims)}`));
    const admin = await world.auth.authenticate(
      showing(`Bearer ${await idp.token("evil", { preferred_username: "admin" })}`),
    );
    expect([first, second, admin].map(({ principal }) => principal.handle)).toEqual(["bob-2", "bob-3", "admin-2"]);
    expect(admin.access.organizationRoles).toEqual([]);
  });

  test("strange names still give handles", async () => {
    const handles = [];
    for (const [sub, claims] of [
      ["漢字", {}],
      ["...", { preferred_username: "---" }],
      ["auth0|5f7c", {}],
      ["s", { name: "\u202Eevil\u200B" }],
    ] as const)
      handles.push((await world.auth.authenticate(showing(`Bearer ${await idp.token(sub, claims)}`))).principal);
    expect(handles.map(({ handle }) => handle)).toEqual(["user", "user-2", "auth0-5f7c", "s"]);
    expect(handles[3]?.displayName).toBe("evil");
  });

  test("an identity signs in as its user; who links one to somebody there already stands behind the credential", async () => {
    const identity = { issuer: ISSUER, subject: "linked" };
    const { principalId } = await createUser(world.admin, { handle: "linked", displayName: "L", identity });
    const caller = await world.auth.authenticate(showing(`Bearer ${await idp.token("linked")}`));
    expect(caller.principal.id).toBe(principalId);
    expect(caller.credential.mintedBy).toEqual([]);
    const other = await createUser(world.admin, { handle: "other", displayName: "O" });
    expect(await codeOf(linkUserIdentity(world.admin, { principalId: other.principalId, identity }))).toBe(
      "IDENTITY_TAKEN",
    );
    expect(await codeOf(createUser(world.admin, { handle: "third", displayName: "T", identity }))).toBe(
      "IDENTITY_TAKEN",
    );
    await deactivateUser(world.admin, { principalId });
    expect(await login(await idp.token("linked"))).toBe("UNAUTHENTICATED");
    await linkUserIdentity(world.admin, { principalId: other.principalId, identity });
    const relinked = await world.auth.authenticate(showing(`Bearer ${await idp.token("linked")}`));
    expect(relinked.principal.id).toBe(other.principalId);
    expect(relinked.credential.mintedBy).toContain(world.admin.principal.id);
  });

  test("a role over the organisation counts while whoever linked the identity is an administrator", async () => {
    const boss = await world.user("linking-boss");
    const { principalId: person } = await createUser(world.admin, { handle: "linked-person", displayName: "P" });
    const rolesOf = async (sub: string): Promise<readonly string[]> =>
      (await world.auth.authenticate(showing(`Bearer ${await idp.token(sub)}`))).access.roleNames;
    await grantOrganizationRole(world.admin, { principalId: person, role: "AUDITOR" });
    await grantOrganizationRole(world.admin, { principalId: boss.id, role: "ADMIN" });
    const linking = await world.as(boss.token);
    await linkUserIdentity(linking, { principalId: person, identity: { issuer: ISSUER, subject: "linked-by-boss" } });
    expect(await rolesOf("linked-by-boss")).toEqual(["AUDITOR"]);
    await revokeOrganizationRole(world.admin, { principalId: boss.id, role: "ADMIN" });
    expect(await rolesOf("linked-by-boss")).toEqual([]);
    await grantOrganizationRole(world.admin, { principalId: boss.id, role: "ADMIN" });
    expect(await rolesOf("linked-by-boss")).toEqual(["AUDITOR"]);
    await deactivateUser(world.admin, { principalId: boss.id });
    expect(await rolesOf("linked-by-boss")).toEqual([]);
  });

  test("it ends when it expires, though it is cached", async () => {
    await login(await idp.token("brief"));
    const exp = now() + 6;
    const token = await idp.token("brief", { exp });
    await untilCached(world, token);
    await untilPast(exp * 1_000);
    expect(world.auth.cached(showing(`Bearer ${token}`))).toBeUndefined();
  });
});

describe("keys", () => {
  const authenticatorOf = (config: IdentityProvider["config"]) =>
    createAuthenticator({ db: world.db, config: { jwt: config, groupsTtlHours: 24 }, log: quiet });

  test("stale keys keep working while the identity provider is down or hangs", async () => {
    const other = await startIdentityProvider();
    const auth = authenticatorOf(other.config);
    const check = async (sub: string): Promise<string> =>
      codeOf(auth.authenticate(showing(`Bearer ${await other.token(sub)}`)));
    expect(await check("k-1")).toBe("ALLOWED");
    for (const mode of ["failing", "hanging"] as const) {
      other.mode = mode;
      expect(await check(`k-${mode}`)).toBe("ALLOWED");
    }
    await other.stop();
    expect(await check("k-stopped")).toBe("ALLOWED");
  });

  test("200 tokens with unknown keys ask a few times, not 200", async () => {
    const other = await startIdentityProvider();
    const auth = authenticatorOf(other.config);
    const tokens = await Promise.all(
      Array.from({ length: 200 }, (_, index) => other.token("x", {}, { kid: `bad-${index}` })),
    );
    const codes = await Promise.all(tokens.map((token) => codeOf(auth.authenticate(showing(`Bearer ${token}`)))));
    expect(new Set(codes)).toEqual(new Set(["UNAUTHENTICATED"]));
    for (const token of tokens) await codeOf(auth.authenticate(showing(`Bearer ${token}`)));
    expect(other.fetches).toBeLessThanOrEqual(6);
    await other.stop();
  });

  test("a rotated key is known at once", async () => {
    const other = await startIdentityProvider();
    const auth = authenticatorOf(other.config);
    for (const sub of ["r-1", "r-2", "r-3"]) {
      expect(await codeOf(auth.authenticate(showing(`Bearer ${await other.token(sub)}`)))).toBe("ALLOWED");
      await other.rotate();
    }
    await other.stop();
  });

  test("never reached: 503, not 401", async () => {
    const other = await startIdentityProvider();
    other.mode = "failing";
    const auth = authenticatorOf(other.config);
    expect(await codeOf(auth.authenticate(showing(`Bearer ${await other.token("x")}`)))).toBe("UNAVAILABLE");
    await other.stop();
  });

  test("a key file is read again when it changes", async () => {
    const other = await startIdentityProvider();
    const folder = mkdtempSync(join(tmpdir(), "countersign-keys-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "jwks.json");
    writeFileSync(file, JSON.stringify(other.jwks()));
    const auth = authenticatorOf({ ...other.config, jwks: { file } });
    expect(await codeOf(auth.authenticate(showing(`Bearer ${await other.token("f-1")}`)))).toBe("ALLOWED");
    await other.rotate("EdDSA");
    writeFileSync(file, JSON.stringify(other.jwks()));
    const rotated = `Bearer ${await other.token("f-2")}`;
    await until("the new key is known", async () => (await codeOf(auth.authenticate(showing(rotated)))) === "ALLOWED");
    writeFileSync(file, "{ half");
    // The file is looked at once a second; what is half written must change nothing then.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await codeOf(auth.authenticate(showing(`Bearer ${await other.token("f-3")}`)))).toBe("ALLOWED");
    await other.stop();
  });
});
