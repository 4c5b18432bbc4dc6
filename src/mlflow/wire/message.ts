import { DomainError } from "../../errors.js";
import { writeJson } from "./json.js";

/** Reads one field of a request; `path` names it as MLflow's errors do: `metrics[0].timestamp`. */
export interface Field<Value> {
  /** The value as it stands in a JSON body. */
  read(value: unknown, path: string): Value;
  /** The values of a query string, all of one name. */
  query(values: readonly string[], path: string): Value;
  /** What an absent field is; throws when it must be there. */
  absent(path: string): Value;
  /** What it takes, as JSON Schema, and whether it must be there: what `/openapi.json` says of it. */
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** A JSON Schema of the dialect that OpenAPI 3.1 uses. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a message of these fields holds. */
export type MessageOf<Shape extends Fields> = {
  [Name in keyof Shape]: Shape[Name] extends Field<infer Value> ? Value : never;
};

const SEE = " See the API docs for more information about request parameters.";

/** The refusal of a field that must be there. */
export const missing = (path: string): DomainError =>
  new DomainError("INVALID_INPUT", `Missing value for required parameter '${path}'.${SEE}`, { path: [path] });

const typeName = (value: unknown): string => {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (typeof value === "bigint" || Number.isInteger(value)) return "int";
  if (typeof value === "number") return "float";
  return Array.isArray(value) ? "list" : value === null ? "NoneType" : "dict";
};

/** A text as a message shows it: no longer than `most`, and never half a character. */
export const cutShort = (text: string, most = 300): string =>
  (text.length <= most ? text : `${text.slice(0, most)}…`).toWellFormed();

const shown = (value: unknown): string => cutShort(writeJson(value), 100);

/** The refusal of a value, in MLflow's words; `rule` says what is allowed. */
export const invalidValue = (value: unknown, path: string, rule?: string): DomainError =>
  new DomainError(
    "INVALID_INPUT",
    `Invalid value ${shown(value)} for parameter '${path}' supplied: ${rule ?? `Hint: Value was of type '${typeName(value)}'.`}${SEE}`,
    { path: [path] },
  );

/** Reads a value; `schema` says which values it takes. */
type Read<Value> = ((value: unknown, path: string) => Value) & { readonly schema: Schema };

const reading = <Value>(schema: Schema, read: (value: unknown, path: string) => Value): Read<Value> =>
  Object.assign(read, { schema });

const readText: Read<string> = reading({ type: "string" }, (value, path) => {
  if (typeof value === "string") return value;
  throw invalidValue(value, path);
});

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** 64-bit integers as numbers, as strings of digits, as `1.0` or `1e18`: what protobuf's JSON takes. */
const readLong: Read<bigint> = reading({ type: ["integer", "string"], format: "int64" }, (value, path) => {
  let long: bigint | undefined;
  if (typeof value === "bigint") long = value;
  else if (typeof value === "number" && Number.isInteger(value)) long = BigInt(value);
  else if (typeof value === "string" && /^-?\d{1,19}(\.0+)?$/.test(value)) long = BigInt(value.replace(/\.0+$/, ""));
  if (long === undefined || long > INT64_MAX || long < INT64_MIN) throw invalidValue(value, path);
  return long;
});

const readInt: Read<number> = reading({ type: "integer", format: "int32" }, (value, path) => {
  const long = readLong(value, path);
  if (long > 2_147_483_647n || long < -2_147_483_648n) throw invalidValue(value, path);
  return Number(long);
});

const named = new Set(["NaN", "Infinity", "-Infinity"]);

const readDouble: Read<number> = reading({ type: ["number", "string"], format: "double" }, (value, path) => {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  const isNumber =
    typeof value === "string" && (named.has(value) || /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value));
  if (isNumber) return Number(value);
  throw invalidValue(value, path);
});

const readBool: Read<boolean> = reading({ type: "boolean" }, (value, path) => {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  throw invalidValue(value, path, "true or false.");
});

/** The one value of a name in a query; given twice with two values, neither can be meant. */
const only = (values: readonly string[], path: string): string | undefined => {
  const [first] = values;
  if (values.every((each) => each === first)) return first;
  throw new DomainError("INVALID_INPUT", `The parameter '${path}' is given ${values.length} times; give it once.`, {
    path: [path],
  });
};

const optional = <Value>(read: Read<Value>): Field<Value | undefined> => ({
  schema: read.schema,
  isRequired: false,
  read,
  query: (values, path) => read(only(values, path), path),
  absent: () => undefined,
});

const required = <Value>(read: Read<Value>): Field<Value> => ({
  schema: read.schema,
  isRequired: true,
  read,
  query: (values, path) => read(only(values, path), path),
  absent: (path) => {
    throw missing(path);
  },
});

const filled: Read<string> = reading({ type: "string", minLength: 1 }, (value, path) => {
  if (value === "") throw missing(path);
  return readText(value, path);
});

/** A text that may be left out. */
export const text = optional(readText);
/** A text that must be there and not be empty. */
export const requiredText = required(filled);
/** A text that must be there; empty is a value. */
export const givenText = required(readText);
export const long = optional(readLong);
export const requiredLong = required(readLong);
export const int = optional(readInt);
export const requiredDouble = required(readDouble);
export const bool = optional(readBool);

/** One of a protobuf enum's names, or its number. */
const readEnum = <Name extends string>(numbers: Readonly<Record<Name, number>>): Read<Name> => {
  const names = Object.keys(numbers) as Name[];
  return reading({ enum: names }, (value, path) => {
    const found = names.find((name) => name === value || numbers[name] === value || String(numbers[name]) === value);
    if (found === undefined) throw invalidValue(value, path, `one of ${names.join(", ")}.`);
    return found;
  });
};

export const oneOf = <Name extends string>(numbers: Readonly<Record<Name, number>>) => optional(readEnum(numbers));
export const requiredOneOf = <Name extends string>(numbers: Readonly<Record<Name, number>>) =>
  required(readEnum(numbers));

const readList = <Value>(item: Read<Value>): Read<Value[]> =>
  reading({ type: "array", items: item.schema }, (value, path) => {
    if (!Array.isArray(value)) throw invalidValue(value, path);
    return value.map((each, index) => item(each, `${path}[${index}]`));
  });

const readMessage = <Shape extends Fields>(shape: Shape): Read<MessageOf<Shape>> =>
  reading(schemaOf(shape), (value, path) => readObject(shape, value, `${path}.`));

/** The JSON Schema of a message of these fields. */
export const schemaOf = (shape: Fields): Schema => {
  const needed = Object.entries(shape).flatMap(([name, { isRequired }]) => (isRequired ? [name] : []));
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(shape).map(([name, { schema }]) => [name, schema])),
    ...(needed.length > 0 && { required: needed }),
  };
};

/** A list of texts; in a query string one name given several times. Absent is empty. */
export const texts: Field<string[]> = {
  schema: { type: "array", items: { type: "string" } },
  isRequired: false,
  read: readList(readText),
  query: (values) => [...values],
  absent: () => [],
};

/** A list of messages. Absent is empty. */
export const listOf = <Shape extends Fields>(shape: Shape): Field<MessageOf<Shape>[]> => ({
  schema: { type: "array", items: schemaOf(shape) },
  isRequired: false,
  read: readList(readMessage(shape)),
  query: (_, path) => {
    throw invalidValue("", path);
  },
  absent: () => [],
});

/** As `listOf`, but the list must be there; it may be empty. */
export const requiredListOf = <Shape extends Fields>(shape: Shape): Field<MessageOf<Shape>[]> => ({
  ...listOf(shape),
  isRequired: true,
  absent: (path) => {
    throw missing(path);
  },
});

/** A message within a message. */
export const objectOf = <Shape extends Fields>(shape: Shape): Field<MessageOf<Shape>> => required(readMessage(shape));

/** A field's name in lowerCamelCase, as JSON may spell it too. */
export const camelName = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const camelNames = new WeakMap<Fields, ReadonlyMap<string, string>>();

const camelNamesOf = (shape: Fields): ReadonlyMap<string, string> => {
  let names = camelNames.get(shape);
  if (names === undefined) {
    names = new Map(Object.keys(shape).map((name) => [name, camelName(name)]));
    camelNames.set(shape, names);
  }
  return names;
};

/** The spelling by which `has` knows the field; undefined when it has none. Both at once are refused, as upstream. */
const spelled = (name: string, other: string, path: string, has: (name: string) => boolean): string | undefined => {
  if (!has(name)) return has(other) ? other : undefined;
  if (other === name || !has(other)) return name;
  throw new DomainError("INVALID_INPUT", `Request specifies both '${name}' and '${other}'; provide only one of them.`, {
    path: [path],
  });
};

/** Reads a JSON object; names in snake_case or lowerCamelCase, null is absent, what is unknown is passed over. */
export const readObject = <Shape extends Fields>(shape: Shape, value: unknown, prefix = ""): MessageOf<Shape> => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new DomainError(
      "INVALID_INPUT",
      `Bad Request. ${prefix.slice(0, -1) || "The request body"} must be a JSON object.`,
    );
  const given = value as Record<string, unknown>;
  const message: Record<string, unknown> = {};
  for (const [name, other] of camelNamesOf(shape)) {
    const field = shape[name] as Field<unknown>;
    const path = `${prefix}${name}`;
    const spelling = spelled(name, other, path, (each) => Object.hasOwn(given, each));
    const found = spelling === undefined ? undefined : given[spelling];
    message[name] = found === undefined || found === null ? field.absent(path) : field.read(found, path);
  }
  return message as MessageOf<Shape>;
};

/** Reads a query string; names in snake_case or lowerCamelCase, what is unknown is passed over. */
export const readQuery = <Shape extends Fields>(shape: Shape, query: URLSearchParams): MessageOf<Shape> => {
  const message: Record<string, unknown> = {};
  for (const [name, other] of camelNamesOf(shape)) {
    const field = shape[name] as Field<unknown>;
    const spelling = spelled(name, other, name, (each) => query.has(each));
    message[name] = spelling === undefined ? field.absent(name) : field.query(query.getAll(spelling), name);
  }
  return message as MessageOf<Shape>;
};

/** The first of these fields that a query names, in either spelling. */
export const namedIn = (shape: Fields, query: URLSearchParams): string | undefined => {
  for (const [name, other] of camelNamesOf(shape)) if (query.has(name) || query.has(other)) return name;
  return undefined;
};
