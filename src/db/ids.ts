import { fromUUID, toUUID, typeid, typeidUnboxed } from "typeid-js";

/** The prefixes of ids; each noun adds its own beside its other facts, with `declare module`. */
// biome-ignore lint/suspicious/noEmptyInterface: nouns add to it
export interface IdPrefixes {}

export type IdPrefix = keyof IdPrefixes;

/** MLflow's experiment 0, "Default": it comes with the service and belongs to the organisation. */
export const DEFAULT_EXPERIMENT_ID = typeid("exp", "00000000000000000000000000").toString();

/** The organisation's and the system principal's ids are fixed: there is one of each per database. */
export const ORGANIZATION_ID = typeid("org", "00000000000000000000000000").toString();
export const SYSTEM_PRINCIPAL_ID = typeid("sys", "00000000000000000000000000").toString();

/** A new id: prefix, underscore, UUIDv7 in Crockford base32 (26 characters); sorts by time of making. */
export const newId = (prefix: IdPrefix): string => typeidUnboxed(prefix);

const pattern = /^[a-z]{2,4}_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** The prefix of a well-formed id, else undefined: a malformed id is treated as absent. */
export const idPrefix = (id: string): string | undefined =>
  pattern.test(id) ? id.slice(0, id.indexOf("_")) : undefined;

const hexPattern = /^[0-9a-f]{32}$/;

/**
 * A run's or a logged model's id is one UUID in three spellings: a TypeID here, 32 hexadecimal digits in MLflow, a
 * `uuid` in its tables. What is not 32 lower-case hexadecimal digits becomes the empty string, which is nobody's id.
 */
export const idOfHex = (prefix: Extract<IdPrefix, "run" | "lm">, hex: string): string =>
  hexPattern.test(hex) ? fromUUID(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), prefix) : "";

/** The 32 hexadecimal digits of a TypeID. */
export const hexOfId = (id: string): string => uuidOfId(id).replaceAll("-", "");

/** The UUID of a TypeID, as PostgreSQL's type writes it. */
export const uuidOfId = (id: string): string => toUUID(id as never);

/** The 32 hexadecimal digits of a `uuid` column. */
export const hexOfUuid = (uuid: string): string => uuid.replaceAll("-", "");
