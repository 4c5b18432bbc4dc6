import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from "graphql";
import type { Json } from "../../verify/canonical-json.js";

const refuse = (message: string, nodes?: ValueNode): never => {
  throw new GraphQLError(message, { ...(nodes && { nodes }), extensions: { code: "INVALID_INPUT" } });
};

const DOUBLE = 'a finite number, "NaN", "Infinity" or "-Infinity"';
const nonFinite = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

const parseDouble = (value: unknown, node?: ValueNode): number => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  return (typeof value === "string" ? nonFinite.get(value) : undefined) ?? refuse(`Double: ${DOUBLE}.`, node);
};

/** An IEEE 754 double; what JSON cannot write as a number goes as a string. */
export const Double = new GraphQLScalarType<number, number | string>({
  name: "Double",
  description: `An IEEE 754 binary64 number: ${DOUBLE}.`,
  serialize: (value) => {
    const number = typeof value === "number" ? value : Number(value);
    return Number.isFinite(number) ? number : String(number);
  },
  parseValue: (value) => parseDouble(value),
  parseLiteral: (node) =>
    node.kind === Kind.STRING
      ? parseDouble(node.value, node)
      : parseDouble(node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : undefined, node),
});

const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);
const LONG = "an integer from −2^63 to 2^63 − 1: a number up to 2^53 − 1 in magnitude, else a string of digits";

const parseLong = (value: unknown, node?: ValueNode): bigint => {
  let long: bigint | undefined;
  if (typeof value === "number" && Number.isSafeInteger(value)) long = BigInt(value);
  else if (typeof value === "bigint") long = value;
  else if (typeof value === "string" && /^-?\d{1,19}$/.test(value)) long = BigInt(value);
  if (long === undefined || long > LONG_MAX || long < LONG_MIN) return refuse(`Long: ${LONG}.`, node);
  return long;
};

/** A 64-bit integer, exact: `bigint` inside, a JSON number or a decimal string outside. */
export const Long = new GraphQLScalarType<bigint, number | string>({
  name: "Long",
  description: `A 64-bit signed integer, exact: ${LONG}.`,
  serialize: (value) => {
    const long = parseLong(value);
    const number = Number(long);
    return Number.isSafeInteger(number) ? number : long.toString();
  },
  parseValue: (value) => parseLong(value),
  parseLiteral: (node) =>
    node.kind === Kind.INT || node.kind === Kind.STRING ? parseLong(node.value, node) : parseLong(undefined, node),
});

/** Any JSON value, as stored; an answer only, never an input. */
export const JsonValue = new GraphQLScalarType<never, Json>({
  name: "JSON",
  description: "Any JSON value, as it was recorded. Only in answers.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc8259",
  serialize: (value) => value as Json,
  parseValue: () => refuse("JSON: never an input."),
  parseLiteral: (node) => refuse("JSON: never an input.", node),
});

const isObject = (value: unknown): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parseObject = (value: unknown, node?: ValueNode): { [key: string]: Json } =>
  isObject(value) ? value : refuse("JSONObject: a JSON object.", node);

/** A JSON object, also in questions: whoever takes one bounds what is in it. */
export const JsonObject = new GraphQLScalarType<{ [key: string]: Json }, { [key: string]: Json }>({
  name: "JSONObject",
  description: "A JSON object.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc8259",
  serialize: (value) => parseObject(value),
  parseValue: (value) => parseObject(value),
  parseLiteral: (node, variables) => parseObject(valueFromASTUntyped(node, variables), node),
});

const parseSha256 = (value: unknown, node?: ValueNode): string =>
  typeof value === "string" && /^[0-9a-fA-F]{64}$/.test(value)
    ? value.toLowerCase()
    : refuse("Sha256: 64 hexadecimal digits.", node);

/** A SHA-256 digest: 64 lower-case hexadecimal digits; a Buffer of 32 bytes is printed so. */
export const Sha256 = new GraphQLScalarType<string, string>({
  name: "Sha256",
  description: "A SHA-256 digest: 64 hexadecimal digits, lower-case in answers.",
  specifiedByURL: "https://doi.org/10.6028/NIST.FIPS.180-4",
  serialize: (value) => parseSha256(Buffer.isBuffer(value) ? value.toString("hex") : value),
  parseValue: (value) => parseSha256(value),
  parseLiteral: (node) => parseSha256(node.kind === Kind.STRING ? node.value : undefined, node),
});

export { DateTime } from "./date-time.js";
