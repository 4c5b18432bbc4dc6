import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { DomainError } from "../errors.js";
import type { Values } from "./sql.js";

let cursorKey: Buffer = randomBytes(32);

/** Sets the secret that signs cursors; until then one that dies with the process. */
export const useCursorSecret = (secret: string | Buffer): void => {
  cursorKey = createHash("sha256").update("countersign cursors\0").update(secret).digest();
};

export type CursorValue = string | number | boolean | null;

/** The cursors of one list: what they were made for (list, filter, order) is what they are good for. */
export interface Keyset {
  encode(...key: (CursorValue | bigint)[]): string;
  /** The key to begin after; null at the beginning. A foreign or altered cursor is INVALID_INPUT. */
  decode(after: string | null | undefined): CursorValue[] | null;
}

/** Twenty keys of 200 characters each, as long as JSON can write them. */
const MAX_CURSOR = 65_536;

const badCursor = (): DomainError =>
  new DomainError("INVALID_INPUT", "after: not a cursor of this list with this filter and order.", { path: ["after"] });

const stable = (_: string, value: unknown): unknown => {
  if (typeof value === "bigint") return `${value}n`;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** The keyset of the list `name` under `bound`: its filter, its order, what it hangs under. A bigint comes back as its digits. */
export const keyset = (name: string, bound: unknown = null): Keyset => {
  const list = createHash("sha256")
    .update(JSON.stringify([name, bound], stable))
    .digest("base64url")
    .slice(0, 16);
  const sign = (payload: string): Buffer => createHmac("sha256", cursorKey).update(payload).digest().subarray(0, 16);
  return {
    encode: (...key) => {
      const values = key.map((value) => (typeof value === "bigint" ? value.toString() : value));
      const payload = Buffer.from(JSON.stringify([list, ...values])).toString("base64url");
      return `${payload}.${sign(payload).toString("base64url")}`;
    },
    decode: (after) => {
      if (after === null || after === undefined) return null;
      const [payload, signature, ...rest] = after.length > MAX_CURSOR ? [] : after.split(".");
      if (payload === undefined || signature === undefined || rest.length > 0) throw badCursor();
      const given = Buffer.from(signature, "base64url");
      if (given.length !== 16 || !timingSafeEqual(given, sign(payload))) throw badCursor();
      const [of, ...key] = JSON.parse(Buffer.from(payload, "base64url").toString()) as CursorValue[];
      if (of !== list) throw badCursor();
      return key;
    },
  };
};

/** One key of an order: an expression, its type, and which end comes first. Its values are never null. */
export interface SortKey {
  readonly sql: string;
  readonly type: string;
  readonly ascending: boolean;
}

/** `order by` of the keys. */
export const sorted = (keys: readonly SortKey[]): string =>
  `order by ${keys.map(({ sql, ascending }) => `${sql} ${ascending ? "asc" : "desc"}`).join(", ")}`;

/** What comes after the place `after` in that order: one value for each key. */
export const comesAfter = (keys: readonly SortKey[], after: readonly unknown[], values: Values): string => {
  const places = keys.map(({ type }, index) => `${values.add(after[index])}::${type}`);
  const alike = keys.every(({ ascending }) => ascending === keys[0]?.ascending);
  if (alike) {
    const sign = keys[0]?.ascending === true ? ">" : "<";
    return `(${keys.map(({ sql }) => sql).join(", ")}) ${sign} (${places.join(", ")})`;
  }
  const from = (index: number): string => {
    const key = keys[index];
    if (key === undefined) return "false";
    const beyond = `${key.sql} ${key.ascending ? ">" : "<"} ${places[index]}`;
    return index === keys.length - 1 ? beyond : `(${beyond} or (${key.sql} = ${places[index]} and ${from(index + 1)}))`;
  };
  // The first key's bound, which the rest implies, is what an index is entered by.
  return `(${keys[0]?.sql} ${keys[0]?.ascending === true ? ">=" : "<="} ${places[0]} and ${from(0)})`;
};
