import { auditServer } from "graphql-http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type World } from "../support/world.js";

/** GraphQL over HTTP, as its working group audits it: https://github.com/graphql/graphql-over-http */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const audit = async (extra: Record<string, string>) => {
  const results = await auditServer({
    url: `${world.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      for (const [name, value] of Object.entries({ ...world.admin.headers(), ...extra })) headers.set(name, value);
      return fetch(url, { ...init, headers });
    },
  });
  const of = (status: string): string[] =>
    results.filter((result) => result.status === status).map(({ id, name }) => `${id} ${name}`);
  return { ok: of("ok").length, errors: of("error"), warnings: of("warn"), notices: of("notice") };
};

it("conforms, for an authenticated caller who may also use GET", async () => {
  expect(await audit({ "apollo-require-preflight": "1" })).toMatchInlineSnapshot(`
    {
      "errors": [],
      "notices": [],
      "ok": 58,
      "warnings": [
        "572B SHOULD use 200 status code on document parsing failure when accepting application/json",
        "FDE2 SHOULD use 200 status code on document validation failure when accepting application/json",
        "7B9B SHOULD use a status code of 200 on variable coercion failure when accepting application/json",
      ],
    }
  `);
});

it("conforms without the header that opens GET", async () => {
  expect(await audit({})).toMatchInlineSnapshot(`
    {
      "errors": [],
      "notices": [
        "5A70 MAY accept application/x-www-form-urlencoded formatted GET requests",
        "D6D5 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json",
        "6A70 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json",
      ],
      "ok": 55,
      "warnings": [
        "572B SHOULD use 200 status code on document parsing failure when accepting application/json",
        "FDE2 SHOULD use 200 status code on document validation failure when accepting application/json",
        "7B9B SHOULD use a status code of 200 on variable coercion failure when accepting application/json",
      ],
    }
  `);
});
