import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { fromBase64, readSize } from "../../../verify/log/bytes.js";
import type { Said } from "./facts.js";

/** What a file of a pack says, as canonical JSON; undefined when it is none. */
export const canonicalIn = (text: string): unknown => {
  try {
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The members of an object that has exactly these; undefined of anything else. */
export const exactly = (value: unknown, ...names: readonly string[]): Said | undefined => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const own = Object.keys(value);
  return own.length === names.length && names.every((name) => Object.hasOwn(value, name)) ? (value as Said) : undefined;
};

export const isHex = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

export const isText = (value: unknown): value is string => typeof value === "string";

/** Each of a list by a reader that answers undefined of what is wrong; undefined when anything is. */
export const each = <Item>(value: unknown, read: (item: unknown) => Item | undefined): Item[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const items: Item[] = [];
  for (const item of value) {
    const one = read(item);
    if (one === undefined) return undefined;
    items.push(one);
  }
  return items;
};

/** A size or a leaf's index, which is text. */
export const sizeIn = (value: unknown): bigint | undefined => (isText(value) ? readSize(value) : undefined);

/** Bytes of one length in base64. */
export const bytesIn =
  (length: number) =>
  (value: unknown): Buffer | undefined => {
    const bytes = isText(value) ? fromBase64(value) : undefined;
    return bytes?.length === length ? bytes : undefined;
  };
