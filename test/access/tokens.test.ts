import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createUser } from "../../src/access/principals/create-user.js";
import { deactivateUser } from "../../src/access/principals/deactivate-user.js";
import { reactivateUser } from "../../src/access/principals/reactivate-user.js";
import { createApiToken } from "../../src/access/tokens/create-api-token.js";
import { revokeApiToken } from "../../src/access/tokens/revoke-api-token.js";
import { isWellFormedSecret, newSecret } from "../../src/access/tokens/token-format.js";
import { showing } from "../support/showing.js";
import { untilPast } from "../support/until.js";
import { codeOf, createWorld, inDays, inSeconds, untilCached, type World } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const login = (header: string | undefined): Promise<string> =>
  codeOf(world.auth.authenticate(showing(header, "127.0.0.1")));

describe("the form of tokens", () => {
  test("prefix, 30 random characters, checksum", () => {
    const secret = newSecret("csp_");
    expect(secret).toMatch(/^csp_[0-9A-Za-z]{36}$/);
    expect(isWellFormedSecret(secret)).toBe(true);
    const flipped = secret.slice(0, 10) + (secret[10] === "a" ? "b" : "a") + secret.slice(11);
    expect(isWellFormedSecret(flipped)).toBe(false);
    expect(isWellFormedSecret(secret.replace("csp_", "css_"))).toBe(false);
  });

  test("garbage costs no query", async () => {
    await login(`Bearer ${"x".repeat(40)}`);
    const before = world.db.statements();
    for (const secret of ["csp_short", `csp_${"a".repeat(36)}`, "x".repeat(40), "", "a b", "\u0000", "ü".repeat(40)])
      expect(await login(`Bearer ${secret}`), secret).toBe("UNAUTHENTICATED");
    expect(world.db.statements()).toBe(before);
  });
});

describe("the header", () => {
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString("base64")}`;

  test("Bearer, and Basic with any user name", async () => {
    const { token } = await world.user("forms");
    for (const header of [
      `Bearer ${token}`,
      `bearer  ${token}`,
      basic(`forms:${token}`),
      basic(`:${token}`),
      basic(`a:${token}`),
    ])
      expect(await login(header), header).toBe("ALLOWED");
  });

  const refusal = async (header: string | undefined): Promise<string> => {
    const error = await world.auth.authenticate(showing(header)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "UNAUTHENTICATED", path: [], details: {} });
    return (error as Error).message;
  };

  test("without a token says so; every unknown one is refused alike", async () => {
    const { token } = await world.user("formless");
    const none = [
      undefined,
      "",
      "Bearer",
      "Bearer ",
      token,
      `Token ${token}`,
      basic(token),
      basic("formless:"),
      "Basic %%%",
    ];
    for (const header of [...none, `Bearer ${token} ${token}`])
      expect(await refusal(header), header).toBe(
        "No token came with the request. Send one as `Authorization: Bearer …`, or as the password of Basic.",
      );
    for (const secret of [`${token}x`, "a".repeat(20_000), newSecret("csp_"), "eyJhbGciOiJub25lIn0.e30."])
      expect(await refusal(`Bearer ${secret}`), secret).toBe(
        "This token is not known here. Send a valid one as `Authorization: Bearer …`, or as the password of Basic.",
      );
  });

  test("with a token that was good tells its bearer how it ended, and nobody else", async () => {
    const { ctx, id, token } = await world.user("ended");
    const expiresAt = inSeconds(2);
    const brief = await createApiToken(ctx, { name: "brief", expiresAt, scopes: ["READ"] });
    const gone = await createApiToken(ctx, { name: "gone", expiresAt: inDays(1), scopes: ["READ"] });
    await revokeApiToken(ctx, { apiTokenId: gone.apiTokenId });
    await untilPast(expiresAt);
    const other = "Send another one as `Authorization: Bearer …`, or as the password of Basic.";
    expect(await refusal(`Bearer ${gone.secret}`)).toBe(`This token was revoked. ${other}`);
    expect(await refusal(`Bearer ${brief.secret}`)).toBe(
      `This token expired on ${new Date(expiresAt).toISOString()}. ${other}`,
    );
    await deactivateUser(world.admin, { principalId: id });
    for (const secret of [gone.secret, brief.secret, token])
      expect(await refusal(`Bearer ${secret}`), "of nobody").toContain("This token is not known here");
  });
});

describe("ends of a token", () => {
  test("it expires to the second, though it is cached", async () => {
    const { ctx } = await world.user("brief");
    const expiresAt = inSeconds(5);
    const { secret } = await createApiToken(ctx, { name: "brief", expiresAt, scopes: ["READ"] });
    await untilCached(world, secret);
    await untilPast(expiresAt);
    expect(world.auth.cached(showing(`Bearer ${secret}`))).toBeUndefined();
    expect(await login(`Bearer ${secret}`)).toBe("UNAUTHENTICATED");
  });

  test("revoked, it is refused by the next request", async () => {
    const { ctx } = await world.user("revoked");
    const { secret, apiTokenId } = await createApiToken(ctx, { name: "gone", expiresAt: inDays(1), scopes: ["READ"] });
    expect(await login(`Bearer ${secret}`)).toBe("ALLOWED");
    await revokeApiToken(ctx, { apiTokenId });
    expect(await login(`Bearer ${secret}`)).toBe("UNAUTHENTICATED");
  });

  test("a deactivated bearer is nobody, a reactivated one is back", async () => {
    const { id, token } = await world.user("leaver");
    await deactivateUser(world.admin, { principalId: id });
    expect(await login(`Bearer ${token}`)).toBe("UNAUTHENTICATED");
    await reactivateUser(world.admin, { principalId: id });
    expect(await login(`Bearer ${token}`)).toBe("ALLOWED");
  });
});

describe("minting", () => {
  test("the secret is shown once, only its hash is stored", async () => {
    const { ctx, id } = await world.user("minter");
    const input = { name: "ci", expiresAt: inDays(1), scopes: ["READ" as const], idempotencyKey: "once" };
    const first = await createApiToken(ctx, input);
    const again = await createApiToken(ctx, input);
    expect(again.apiTokenId).toBe(first.apiTokenId);
    expect(again.secret).toBeUndefined();
    const dump = await world.db.single.rows<{ all: string }>(
      {
        text: `select row_to_json(k)::text as all from api_token k where principal_id = $1
        union all select e.body || e.envelope from audit.entry e where stream_id = $1`,
      },
      [id],
    );
    expect(dump.length).toBeGreaterThan(2);
    for (const { all } of dump) expect(all).not.toContain(first.secret.slice(4));
  });

  test("never a stronger one: scopes, expiry, models", async () => {
    const { ctx } = await world.user("weak", ["READ", "ADMIN"]);
    const mint = (more: object): Promise<string> =>
      codeOf(createApiToken(ctx, { name: "n", expiresAt: inDays(1), scopes: ["READ"], ...more }));
    expect(await mint({})).toBe("ALLOWED");
    expect(await mint({ scopes: ["READ", "WRITE"] })).toBe("FORBIDDEN");
    expect(await mint({ scopes: [] })).toBe("INVALID_INPUT");
    expect(await mint({ scopes: ["ROOT"] })).toBe("INVALID_INPUT");
    expect(await mint({ expiresAt: inDays(32) })).toBe("FORBIDDEN");
    expect(await mint({ expiresAt: inDays(-1) })).toBe("INVALID_INPUT");
    expect(await mint({ expiresAt: inDays(400) })).toBe("INVALID_INPUT");
    expect(await mint({ expiresAt: "tomorrow" })).toBe("INVALID_INPUT");
    expect(await mint({ modelIds: ["mod_01h2xcejqtf2nbrexx3vqjhp41"] })).toBe("NOT_FOUND");
    expect(await mint({ modelIds: [] })).toBe("INVALID_INPUT");
    const reader = await createApiToken(ctx, { name: "r", expiresAt: inDays(1), scopes: ["READ"] });
    expect(
      await codeOf(
        createApiToken(await world.as(reader.secret), { name: "n", expiresAt: inDays(1), scopes: ["READ"] }),
      ),
    ).toBe("FORBIDDEN");
  });

  test("for another user: administrators only; both are named", async () => {
    const { ctx } = await world.user("mallory");
    const { principalId } = await createUser(world.admin, { handle: "victim", displayName: "Victim" });
    const input = { principalId, name: "n", expiresAt: inDays(1), scopes: ["READ" as const] };
    expect(await codeOf(createApiToken(ctx, input))).toBe("FORBIDDEN");
    const { secret } = await createApiToken(world.admin, input);
    const victim = await world.as(secret);
    expect(victim.principal.handle).toBe("victim");
    expect(victim.credential.mintedBy).toContain(world.admin.principal.id);
  });

  test("minting through several generations hides nobody", async () => {
    const admin = world.admin.principal.id;
    const ana = await world.user("ana");
    const second = await createApiToken(ana.ctx, { name: "2", expiresAt: inDays(2), scopes: ["READ", "ADMIN"] });
    const third = await createApiToken(await world.as(second.secret), {
      name: "3",
      expiresAt: inDays(1),
      scopes: ["READ"],
    });
    expect((await world.as(third.secret)).credential.mintedBy).toContain(admin);
    expect((await world.as(third.secret)).credential.mintedBy).not.toContain(ana.id);
  });
});

test("other people's tokens do not exist", async () => {
  const ana = await world.user("owner-of-token");
  const bob = await world.user("stranger");
  const { apiTokenId } = await createApiToken(ana.ctx, { name: "n", expiresAt: inDays(1), scopes: ["READ"] });
  for (const id of [apiTokenId, "tok_00000000000000000000000000", "no sense", "'"])
    await expect(revokeApiToken(bob.ctx, { apiTokenId: id })).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "There is no such API token, or you may not see it.",
      path: ["input", "apiTokenId"],
    });
  await revokeApiToken(world.admin, { apiTokenId });
});
