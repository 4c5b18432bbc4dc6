import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Columns, visible } from "../../src/access/visible.js";
import { dynamicSql, Values } from "../../src/db/sql.js";
import { accessOf, facts, restriction, row, subjectOf } from "./facts.js";
import { createWorld, type World } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const columns: Record<string, Columns> = {
  RegisteredModel: { id: "m.id", teamId: "m.team", visibility: "m.visibility" },
  ModelVersion: {
    modelId: "m.id",
    teamId: "m.team",
    visibility: "m.visibility",
    openPlaces: { overlap: (p) => `m.places && ${p}::text[]` },
  },
  TransitionRequest: {
    modelId: "m.id",
    teamId: "m.team",
    visibility: "m.visibility",
    openPlaces: { overlap: (p) => `m.places && ${p}::text[]` },
    deciders: { overlap: (p) => `m.deciders && ${p}::text[]` },
  },
};

test("lists show exactly what the policy engine allows", async () => {
  const lists = [
    ["RegisteredModel", "read"],
    ["RegisteredModel", "readDeleted"],
    ["RegisteredModel", "resolve"],
    ["ModelVersion", "read"],
    ["TransitionRequest", "read"],
  ] as const;
  await fc.assert(
    fc.asyncProperty(facts, restriction, fc.array(row, { minLength: 1, maxLength: 12 }), async (known, only, rows) => {
      const { ability } = accessOf(known, only);
      for (const [type, action] of lists) {
        const values = new Values();
        const data = values.add(JSON.stringify(rows.map((each, n) => ({ n, ...each }))));
        const predicate = visible(ability, action, type, columns[type] as Columns, values);
        const text = `select n from (
            select n, id, "teamId" as team, visibility, "openPlaces" as places, deciders
            from json_to_recordset(${data}) as x(n int, id text, "teamId" text, visibility text, "openPlaces" text[], deciders text[])
          ) m where ${predicate} order by n`;
        const shown = (await world.db.single.rows<{ n: number }>(dynamicSql(text), values.list)).map(({ n }) => n);
        const allowed = rows.flatMap((each, n) => (ability.can(action, subjectOf(type, each)) ? [n] : []));
        expect(shown, `${action} ${type}`).toEqual(allowed);
      }
    }),
    { numRuns: 150 },
  );
});
