import { createMongoAbility, type RawRuleOf } from "@casl/ability";
import { expect, it } from "vitest";
import type { Ability } from "../../src/access/ability.js";
import { type Columns, visible } from "../../src/access/visible.js";
import { Values } from "../../src/db/sql.js";

const columns: Columns = {
  id: "m.id",
  teamId: "m.team",
  openPlaces: { overlap: (parameter) => `exists (select ${parameter})` },
  tags: { overlap: (parameter) => `m.tags && ${parameter}` },
};

const rule = (conditions?: object, inverted = false): RawRuleOf<Ability> =>
  ({ action: "read", subject: "RegisteredModel", conditions, inverted }) as RawRuleOf<Ability>;

/** The predicate of these rules, after a statement's first parameter, and the parameters that are sent with it. */
const compiled = (...rules: RawRuleOf<Ability>[]): [string, unknown[]] => {
  const ability = createMongoAbility<Ability>(rules) as Ability;
  const values = new Values();
  values.add("first");
  return [visible(ability, "read", "RegisteredModel", columns, values), values.list.slice(1)];
};

it.each<[what: string, rules: RawRuleOf<Ability>[], text: string, values: unknown[]]>([
  ["no rule lets nothing through", [], "(false)", []],
  ["a rule without a condition lets everything through", [rule()], "(true)", []],
  ["what it overrides is not sent", [rule({ teamId: "a" }), rule()], "(true)", []],
  ["nor where nothing is let through", [rule({ teamId: "a" }), rule(undefined, true)], "(false)", []],
  ["one of a list", [rule({ id: { $in: ["1"] } })], "((m.id = any($2::text[])))", [["1"]]],
  ["both", [rule({ id: { $in: ["1"] }, teamId: "a" })], "((m.id = any($2::text[]) and m.team = $3))", [["1"], "a"]],
  [
    "either, what looks into other tables last",
    [rule({ openPlaces: { $in: ["p"] } }), rule({ tags: { $in: ["q"] } }), rule({ teamId: "a" })],
    "((m.team = $2) or (m.tags && $3) or (exists (select $4)))",
    ["a", ["q"], ["p"]],
  ],
  [
    "negations let no NULL through",
    [rule({ teamId: "a" }), rule({ id: { $nin: ["1"] } }, true)],
    "(((m.team = $3) and (((m.id = any($2::text[])) is not true) is not true)))",
    [["1"], "a"],
  ],
])("compiles rules to SQL: %s", (_, rules, text, values) => {
  expect(compiled(...rules)).toEqual([text, values]);
});

it("refuses what it has no column or no SQL for, rather than to leave it out", () => {
  expect(() => compiled(rule({ visibility: "TEAM" }))).toThrow("no column for the rule field visibility");
  expect(() => compiled(rule({ teamId: { $gt: "a" } }))).toThrow("no SQL for the rule condition on teamId");
});
