import { fromUUID, toUUID, typeid, typeidUnboxed } from "typeid-js";

/** Id prefixes: what stands before the underscore tells the kind (https://github.com/jetify-com/typeid). */
export const idKinds = {
  org: "organization",
  usr: "principal",
  sa: "principal",
  sys: "principal",
  team: "team",
  tok: "api_token",
  inv: "invitation",
  ses: "session",
  mod: "registered_model",
  mv: "model_version",
  req: "transition_request",
  dec: "decision",
  pol: "approval_policy",
  exp: "experiment",
  run: "run",
  lm: "logged_model",
} as const;

export type IdPrefix = keyof typeof idKinds;
export type SubjectKind = (typeof idKinds)[IdPrefix];

/** MLflow's experiment 0, "Default": it comes with the service and belongs to the organisation. */
export const DEFAULT_EXPERIMENT_ID = typeid("exp", "00000000000000000000000000").toString();

/** The organisation's and the system principal's ids are fixed: there is one of each per database. */
export const ORGANIZATION_ID = typeid("org", "00000000000000000000000000").toString();
export const SYSTEM_PRINCIPAL_ID = typeid("sys", "00000000000000000000000000").toString();

/** A new id: prefix, underscore, UUIDv7 in Crockford base32 (26 characters); sorts by time of making. */
export const newId = (prefix: IdPrefix): string => typeidUnboxed(prefix);

const pattern = /^([a-z]{2,4})_([0-7][0-9a-hjkmnp-tv-z]{25})$/;

/** The prefix of a well-formed id, else undefined: a malformed id is treated as absent. */
export const idPrefix = (id: string): IdPrefix | undefined => {
  const prefix = pattern.exec(id)?.[1];
  return prefix !== undefined && prefix in idKinds ? (prefix as IdPrefix) : undefined;
};

/** The stream and subject kind that an id belongs to. */
export const kindOf = (id: string): SubjectKind => {
  const prefix = idPrefix(id);
  if (prefix === undefined) throw new Error(`not an id: ${id}`);
  return idKinds[prefix];
};

const hexPattern = /^[0-9a-f]{32}$/;

/**
 * A run's or a logged model's id is one UUID in three spellings: a TypeID here, 32 hexadecimal digits in MLflow, a
 * `uuid` in its tables. What is not 32 lower-case hexadecimal digits becomes the empty string, which is nobody's id.
 */
export const idOfHex = (prefix: "run" | "lm", hex: string): string =>
  hexPattern.test(hex) ? fromUUID(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), prefix) : "";

/** The 32 hexadecimal digits of a TypeID. */
export const hexOfId = (id: string): string => uuidOfId(id).replaceAll("-", "");

/** The UUID of a TypeID, as PostgreSQL's type writes it. */
export const uuidOfId = (id: string): string => toUUID(id as never);

/** The 32 hexadecimal digits of a `uuid` column. */
export const hexOfUuid = (uuid: string): string => uuid.replaceAll("-", "");
