import type { Values } from "../db/sql.js";
import { ownershipKinds } from "./ownership-rules.js";
import { RESERVED_PREFIX } from "./version-content.js";

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

/** As `hasTag`, on a model: its ownership tags read as `countersign.owner` and so on, with slug or handle as value. */
export const hasModelTag = (model: string, condition: TagCondition, values: Values): string => {
  const wanted = condition.key ?? condition.keyPrefix ?? "";
  const asOwner = wanted.startsWith(RESERVED_PREFIX) || (condition.key == null && RESERVED_PREFIX.startsWith(wanted));
  if (!asOwner) return hasTag(model, condition, values);
  const key = `('${RESERVED_PREFIX}' || case when o.key in (${kinds}) then lower(o.key) else o.key end collate "C")`;
  const tests = [`o.registered_model_id = ${model}`, "o.valid_to is null", keyTest(key, condition, values)];
  if (condition.value != null) tests.push(`coalesce(team.slug, owner.handle) = ${values.add(condition.value)}`);
  const owned = `exists (select from ownership_tag o left join team on team.id = o.team_id
    left join principal owner on owner.id = o.principal_id where ${tests.join(" and ")})`;
  return `(${hasTag(model, condition, values)} or ${owned})`;
};
