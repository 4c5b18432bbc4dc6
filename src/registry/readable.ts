import type { Ability } from "../access/ability.js";
import type { RowField } from "../access/subject-rules.js";
import { type Columns, visible } from "../access/visible.js";
import type { Values } from "../db/sql.js";

/** Which deleted things a read shows: none; those that the caller may; also those that the caller deleted. */
export type Deleted = "none" | "allowed" | { readonly by: string };

/** Columns of `RegisteredModel` rules for a query whose registered_model has the given alias. */
export const modelColumns = (model: string): Columns => ({
  id: `${model}.id`,
  teamId: `${model}.team_id`,
  visibility: `${model}.visibility`,
});

const openPlacesOf = ({ rowFields }: Ability): RowField => {
  const field = rowFields.ModelVersion?.openPlaces;
  if (field === undefined) throw new Error("no noun says what the open places of a version are");
  return field;
};

/** Columns of `ModelVersion` rules on model_version v joined with registered_model m. */
const versionColumns = (ability: Ability): Columns => ({
  modelId: "m.id",
  teamId: "m.team_id",
  visibility: "m.visibility",
  openPlaces: { overlap: (places) => openPlacesOf(ability).overlap("v.id", places) },
});

/** The predicates that a read of live and deleted things is made of. */
interface Parts {
  readonly live: string;
  readonly gone: string;
  readonly read: string;
  readonly readDeleted: string;
  /** Of what the caller deleted; null where that gives no right. */
  readonly own: string | null;
}

const shown = ({ live, gone, read, readDeleted, own }: Parts): string => {
  const deleted = own === null ? readDeleted : `(${readDeleted} or (${own} and ${read}))`;
  return `((${live} and ${read}) or (${gone} and ${deleted}))`;
};

/** Models that the caller reads, as a predicate on registered_model m. */
export const readableModels = (ability: Ability, deleted: Deleted, values: Values): string => {
  const read = visible(ability, "read", "RegisteredModel", modelColumns("m"), values);
  if (deleted === "none") return `(m.deleted_at is null and ${read})`;
  const readDeleted = visible(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
  const own = deleted === "allowed" ? null : `m.deleted_by = ${values.add(deleted.by)}`;
  return shown({ live: "m.deleted_at is null", gone: "m.deleted_at is not null", read, readDeleted, own });
};

const liveVersion = "v.deleted_at is null and m.deleted_at is null";
const goneVersion = "(v.deleted_at is not null or m.deleted_at is not null)";

/** Versions that the caller reads, as a predicate on model_version v joined with registered_model m. */
export const readableVersions = (ability: Ability, deleted: Deleted, values: Values): string => {
  const read = visible(ability, "read", "ModelVersion", versionColumns(ability), values);
  if (deleted === "none") return `(${liveVersion} and ${read})`;
  const readDeleted = visible(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
  const own = deleted === "allowed" ? null : `v.deleted_by = ${values.add(deleted.by)}`;
  return shown({ live: liveVersion, gone: goneVersion, read, readDeleted, own });
};

/** Live versions that the caller reads or may resolve, on v joined with m: serving asks for no more. */
export const servableVersions = (ability: Ability, values: Values): string => {
  const read = visible(ability, "read", "ModelVersion", versionColumns(ability), values);
  const resolve = visible(ability, "resolve", "RegisteredModel", modelColumns("m"), values);
  return `(${liveVersion} and (${read} or ${resolve}))`;
};

/** Live models that the caller reads or may resolve, on m. */
export const servableModels = (ability: Ability, values: Values): string => {
  const read = visible(ability, "read", "RegisteredModel", modelColumns("m"), values);
  const resolve = visible(ability, "resolve", "RegisteredModel", modelColumns("m"), values);
  return `(m.deleted_at is null and (${read} or ${resolve}))`;
};

/** Two ways to a version, for lists: a plan that knows which models are readable need not look at the others' versions. */
export interface WaysToVersions {
  /** On registered_model m alone: some of its versions may be readable. */
  readonly models: string;
  /** On v and m: readable by the model that it belongs to. */
  readonly byModel: string;
  /** On v and m: not so, but readable for an open request; null when the caller could sign none. */
  readonly byRequest: string | null;
}

/** As `readableVersions`, the models' rules apart from the rule for open requests. */
export const waysToVersions = (
  access: { readonly ability: Ability; readonly places: readonly string[] },
  deleted: "none" | "allowed",
  values: Values,
): WaysToVersions => {
  const { ability, places } = access;
  const never = { overlap: (parameter: string) => `${parameter}::text[] is null` };
  const read = visible(ability, "read", "ModelVersion", { ...versionColumns(ability), openPlaces: never }, values);
  const byRequest = places.length === 0 ? null : throughRequest(ability, read, values);
  if (deleted === "none")
    return { models: `(m.deleted_at is null and ${read})`, byModel: `(${liveVersion})`, byRequest };
  const readDeleted = visible(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
  const byModel = shown({ live: liveVersion, gone: goneVersion, read, readDeleted, own: null });
  return { models: `(${read} or ${readDeleted})`, byModel, byRequest };
};

const throughRequest = (ability: Ability, byModel: string, values: Values): string => {
  const exact = visible(ability, "read", "ModelVersion", versionColumns(ability), values);
  return `(${liveVersion} and v.id in (${openPlacesOf(ability).having}) and ${exact} and ${byModel} is not true)`;
};
