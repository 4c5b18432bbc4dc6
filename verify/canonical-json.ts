/** Values that canonical JSON can hold: I-JSON, see https://www.rfc-editor.org/rfc/rfc7493. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 64;

/**
 * Canonical JSON text by RFC 8785 (JCS), strict: throws on anything but plain objects, dense arrays, well-formed
 * strings, booleans, null and finite numbers. 64-bit integers do not belong here: write them as strings.
 */
export const canonicalJson = (value: Json): string => write(value, 0);

/** Whether a value nests deeper than canonical JSON may; whoever reads it further need not go deeper than that. */
export const isDeep = (value: unknown, depth = 0): boolean =>
  depth > MAX_DEPTH ||
  (typeof value === "object" && value !== null && Object.values(value).some((each) => isDeep(each, depth + 1)));

const write = (value: unknown, depth: number): string => {
  if (depth > MAX_DEPTH) throw new TypeError(`canonical JSON nests deeper than ${MAX_DEPTH}`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return writeNumber(value);
  if (typeof value === "string") return writeString(value);
  if (Array.isArray(value)) return writeArray(value, depth);
  if (typeof value === "object") return writeObject(value, depth);
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
};

const writeNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`);
  return JSON.stringify(value);
};

const writeString = (value: string): string => {
  if (!value.isWellFormed()) throw new TypeError("canonical JSON cannot hold a lone surrogate");
  return JSON.stringify(value);
};

const writeArray = (value: readonly unknown[], depth: number): string => {
  const items: string[] = [];
  for (let index = 0; index < value.length; index++) {
    if (!(index in value)) throw new TypeError("canonical JSON cannot hold a sparse array");
    items.push(write(value[index], depth + 1));
  }
  return `[${items.join(",")}]`;
};

const writeObject = (value: object, depth: number): string => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError("canonical JSON holds plain objects only");
  const entries = Object.entries(value);
  if (Object.getOwnPropertySymbols(value).length > 0) throw new TypeError("canonical JSON cannot hold symbols");
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${writeString(key)}:${write(item, depth + 1)}`).join(",")}}`;
};
