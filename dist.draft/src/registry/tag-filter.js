import { ownershipKeyOfTag, ownershipKinds } from "./ownership-rules.js";
import { RESERVED_PREFIX } from "./registry-input.js";
/** A key tested by equality or by its beginning, which an index on the key answers. */
const keyTest = (column, { key, keyPrefix }, values) => key == null ? `${column} ^@ ${values.add(keyPrefix)}` : `${column} = ${values.add(key)}`;
/** The subject whose id is `subject` carries such a tag. */
export const hasTag = (subject, condition, values) => {
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
const hasOwnerTag = (model, condition, values) => {
    const tests = ["o.valid_to is null"];
    if (condition.key == null)
        tests.push(`${ownerKey} ^@ ${values.add(condition.keyPrefix)}`);
    else
        tests.push(`o.key = ${values.add(ownershipKeyOfTag(condition.key))}`);
    if (condition.value != null) {
        const name = values.add(condition.value);
        tests.push(`(o.team_id = (select id from team where slug = ${name})
      or o.principal_id = (select id from principal where handle = ${name}))`);
    }
    return `${model} in (select o.registered_model_id from ownership_tag o where ${tests.join(" and ")})`;
};
/** As `hasTag`, on a model: its ownership tags read as `countersign.owner` and so on, with slug or handle as value. */
export const hasModelTag = (model, condition, values) => {
    const wanted = condition.key ?? condition.keyPrefix ?? "";
    if (wanted.startsWith(RESERVED_PREFIX))
        return hasOwnerTag(model, condition, values);
    if (condition.key != null || !RESERVED_PREFIX.startsWith(wanted))
        return hasTag(model, condition, values);
    return `(${hasTag(model, condition, values)} or ${hasOwnerTag(model, condition, values)})`;
};
//# sourceMappingURL=tag-filter.js.map