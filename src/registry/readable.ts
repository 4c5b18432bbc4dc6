import type { Ability } from "../access/ability.js";
import { modelColumns, versionColumns, visible } from "../access/visible.js";
import { Values } from "../db/sql.js";

/** Which deleted things a read shows: none; those that the caller may; also those that the caller deleted. */
export type Deleted = "none" | "allowed" | { readonly by: string };

/** `visible`, with the values that its text does not use left out: PostgreSQL cannot tell their types. */
const scoped: typeof visible = (ability, action, subject, columns, values) => {
  const given = new Values();
  const text = visible(ability, action, subject, columns, given);
  return text.replace(/\$(\d+)/g, (_, place: string) => values.add(given.list[Number(place) - 1]));
};

const shown = (live: string, gone: string, read: string, readDeleted: string, own: string | null): string => {
  const deleted = own === null ? readDeleted : `(${readDeleted} or (${own} and ${read}))`;
  return `((${live} and ${read}) or (${gone} and ${deleted}))`;
};

/** Models that the caller reads, as a predicate on registered_model m. */
export const readableModels = (ability: Ability, deleted: Deleted, values: Values): string => {
  const read = scoped(ability, "read", "RegisteredModel", modelColumns("m"), values);
  if (deleted === "none") return `(m.deleted_at is null and ${read})`;
  const readDeleted = scoped(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
  const own = deleted === "allowed" ? null : `m.deleted_by = ${values.add(deleted.by)}`;
  return shown("m.deleted_at is null", "m.deleted_at is not null", read, readDeleted, own);
};

/** Versions that the caller reads, as a predicate on model_version v joined with registered_model m. */
export const readableVersions = (ability: Ability, deleted: Deleted, values: Values): string => {
  const live = "v.deleted_at is null and m.deleted_at is null";
  const read = scoped(ability, "read", "ModelVersion", versionColumns("m", "v"), values);
  if (deleted === "none") return `(${live} and ${read})`;
  const gone = "(v.deleted_at is not null or m.deleted_at is not null)";
  const readDeleted = scoped(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
  const own = deleted === "allowed" ? null : `v.deleted_by = ${values.add(deleted.by)}`;
  return shown(live, gone, read, readDeleted, own);
};
