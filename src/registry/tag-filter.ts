import { compareText, type Test } from "../db/filter.js";
import type { Values } from "../db/sql.js";
import { ownershipKeyOfTag, ownershipKinds } from "./ownership-rules.js";
import { RESERVED_PREFIX } from "./registry-input.js";

/** One condition on tags: a key, a key with its value, or the beginning of a key. */
export interface TagCondition {
  readonly key?: string | null | undefined;
  readonly value?: string | null | undefined;
  readonly keyPrefix?: string | null | undefined;
}

/** A key tested by equality or by its beginning, which an index on the key answers. */
const keyTest = (column: string, { key, keyPrefix }: TagCondition, values: Values): string =>
  key == null ? `${column} ^@ ${values.add(keyPrefix)}` : `${column} = ${values.add(key)}`;

/** The subject whose id is `subject` carries such a tag. */
export const hasTag = (subject: string, condition: TagCondition, values: Values): string => {
  const tests = [`t.subject_id = ${subject}`, keyTest("t.key", condition, values)];
  if (condition.value != null) {
    const value = values.add(condition.value);
    tests.push(`left(t.value, 200) = left(${value}, 200)`, `t.value = ${value}`);
  }
  return `exists (select from tag t where ${tests.join(" and ")})`;
};

const kinds = ownershipKinds.map((kind) => `'${kind}'`).join(", ");
const ownerKey = `('${RESERVED_PREFIX}' || case when o.key in (${kinds}) then lower(o.key) else o.key end collate "C")`;

/** The model has a current ownership tag that reads as such a tag: slug or handle is its value. */
const hasOwnerTag = (model: string, condition: TagCondition, values: Values): string => {
  const tests = ["o.valid_to is null"];
  if (condition.key == null) tests.push(`${ownerKey} ^@ ${values.add(condition.keyPrefix)}`);
  else tests.push(`o.key = ${values.add(ownershipKeyOfTag(condition.key))}`);
  if (condition.value != null) {
    const name = values.add(condition.value);
    tests.push(`(o.team_id = (select id from team where slug = ${name})
      or o.principal_id = (select id from principal where handle = ${name}))`);
  }
  return `${model} in (select o.registered_model_id from ownership_tag o where ${tests.join(" and ")})`;
};

/** As `hasTag`, on a model: its ownership tags read as `countersign.owner` and so on, with slug or handle as value. */
export const hasModelTag = (model: string, condition: TagCondition, values: Values): string => {
  const wanted = condition.key ?? condition.keyPrefix ?? "";
  if (wanted.startsWith(RESERVED_PREFIX)) return hasOwnerTag(model, condition, values);
  if (condition.key != null || !RESERVED_PREFIX.startsWith(wanted)) return hasTag(model, condition, values);
  return `(${hasTag(model, condition, values)} or ${hasOwnerTag(model, condition, values)})`;
};

/** The subject whose id is `subject` passes the test on its tags. */
export const testTag = (subject: string, test: Test, values: Values): string => {
  const parameter = (value: unknown): string => values.add(value);
  const found = `select from tag t where t.subject_id = ${subject} and t.key = ${parameter(test.key)}`;
  if (test.operator === "IS NULL") return `not exists (${found})`;
  if (test.operator === "IS NOT NULL") return `exists (${found})`;
  const short = test.operator === "=" ? ` and left(t.value, 200) = left(${parameter(test.value)}, 200)` : "";
  return `exists (${found}${short} and ${compareText("t.value", test, parameter)})`;
};
