import { readFileSync } from "node:fs";
import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { beforeAll, expect, it } from "vitest";
import { checkedPacks } from "../scripts/checked-packs.js";
import { generatedParts, withParts } from "../scripts/docs.js";
import { configKeys } from "../src/config-keys.js";
import { DomainError, type ErrorCode, errorCodes } from "../src/errors.js";
import { policies } from "../src/graphql/policy.js";
import { buildGraphqlSchema, emitSchema } from "../src/graphql/schema.js";
import { joined, resolversOf } from "../src/kinds.js";
import { isMetOnTheWire, mlflowError } from "../src/mlflow/wire/errors.js";

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildGraphqlSchema(resolversOf(joined()));
});

it("is the schema.graphql that is committed (npm run schema)", () => {
  expect(emitSchema(schema)).toBe(readFileSync("schema.graphql", "utf8"));
});

it("describes every type, field, argument and enum value", () => {
  const bare: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__") || ["String", "Int", "Float", "Boolean", "ID"].includes(type.name)) continue;
    if (!type.description) bare.push(type.name);
    if (isEnumType(type))
      for (const value of type.getValues()) if (!value.description) bare.push(`${type.name}.${value.name}`);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
      for (const field of Object.values(type.getFields())) {
        if (!field.description) bare.push(`${type.name}.${field.name}`);
        if ("args" in field)
          for (const arg of field.args) if (!arg.description) bare.push(`${type.name}.${field.name}(${arg.name})`);
      }
  }
  expect(bare).toEqual([]);
});

/** Fragments that only make sense beside a question that the reader must guess. */
const fragment =
  /^(Which|Who|Whom|Whose|What|How|Why|By what|Of what|Since when)( \w+)?[.;,]|\b(told|whoever|nobody's)\b/i;

it("describes in full words, not in fragments of a question", () => {
  const found = [...emitSchema(schema).matchAll(/"""\s*([\s\S]*?)\s*"""/g)].flatMap(([, text = ""]) =>
    fragment.test(text) ? [text] : [],
  );
  expect(found).toEqual([]);
});

it("has a policy on every root field", () => {
  const declared = policies(schema);
  for (const root of [schema.getQueryType(), schema.getMutationType()])
    for (const field of Object.keys(root?.getFields() ?? {}))
      expect(declared.has(`${root?.name}.${field}`), field).toBe(true);
});

it("names inputs and payloads after their mutation", () => {
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const capital = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    expect(field.args.map(({ type }) => String(type))).toEqual([`${capital}Input!`]);
    expect(String(field.type)).toBe(`${capital}Payload!`);
  }
});

it("names every policy pack that comes with the service as it was checked (npm run schema)", () => {
  expect(JSON.parse(readFileSync("packs/checked.json", "utf8"))).toEqual(checkedPacks("packs"));
});

it("documents every error code, and no other", () => {
  const rows = readFileSync("docs/errors.md", "utf8").match(/^\| `.*$/gm) ?? [];
  const documented = rows.map((row) => row.slice(2, -2).split(" | "));
  const codes = Object.keys(errorCodes) as ErrorCode[];
  expect(documented.map(([code]) => code)).toEqual(codes.map((code) => `\`${code}\``));
  for (const [index, code] of codes.entries()) {
    const { kind, http, outcome, description } = errorCodes[code];
    const [, , ...told] = documented[index] ?? [];
    const { status, body } = mlflowError(new DomainError(code, ""), "");
    const wire = isMetOnTheWire(code) ? `${status} \`${(body as { error_code: string }).error_code}\`` : "–";
    expect(told, code).toEqual([String(http), wire, outcome ?? "–", description]);
    expect(documented[index]?.[1], code).toBe(kind === "user" ? "`userErrors`" : "top level");
  }
});

it("documents configuration and limits as the code has them (npm run schema)", () => {
  for (const [file, parts] of Object.entries(generatedParts)) {
    const text = readFileSync(file, "utf8");
    expect(withParts(text, parts), file).toBe(text);
  }
  for (const [key] of configKeys) expect(readFileSync("docs/configuration.md", "utf8"), key).toContain(`\`${key}\``);
});

it("names no dependency without its reason", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const reasons = readFileSync("docs/dependencies.md", "utf8");
  for (const name of Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    expect(
      reasons.includes(`\`${name}\``) || (name.startsWith("@types/") && reasons.includes("`@types/*`")),
      name,
    ).toBe(true);
});
