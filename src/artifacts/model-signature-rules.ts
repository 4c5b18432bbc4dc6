import { parse } from "yaml";

/** The type of a column or of what is in one, as MLflow writes it: `{"type": "array", "items": {"type": "double"}}`. */
export interface SignatureType {
  readonly type: string;
  readonly items?: SignatureType;
  readonly values?: SignatureType;
  readonly properties?: Readonly<Record<string, SignatureType & { readonly required?: boolean }>>;
  readonly "tensor-spec"?: { readonly dtype: string; readonly shape: readonly number[] };
}

/** An input or output of a model. */
export interface SignatureColumn extends SignatureType {
  readonly name?: string;
  readonly required?: boolean;
}

/** What an MLmodel says that its model takes and gives, or why nobody can tell. */
export type ReadSignature =
  | { readonly inputs: readonly SignatureColumn[]; readonly outputs: readonly SignatureColumn[] }
  | { readonly problem: string };

/** Characters of one of its lists, columns of it, and types within one another. */
const MOST_CHARACTERS = 262_144;
const MOST_COLUMNS = 10_000;
const MOST_DEPTH = 50;

const quoted = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\[\s\S])*")\s*$/;

/**
 * The signature of an MLmodel: `inputs` and `outputs` below the key `signature` at its top, each a JSON text in quotes, as
 * MLflow writes them. Only these lines are read as YAML, and each as one quoted text, so that nothing else in the file has
 * a say in it.
 */
export const signatureIn = (file: string): ReadSignature => {
  const block = /^signature:[^\S\n]*\r?\n((?:[ \t][^\n]*\n?|\r?\n)*)/m.exec(file)?.[1];
  if (block === undefined) return { inputs: [], outputs: [] };
  const [inputs, outputs] = [columnsIn(block, "inputs"), columnsIn(block, "outputs")];
  if (typeof inputs === "string") return { problem: `its inputs ${inputs}` };
  if (typeof outputs === "string") return { problem: `its outputs ${outputs}` };
  return { inputs, outputs };
};

/** The list under a key, or what is wrong with it. */
const columnsIn = (block: string, key: string): readonly SignatureColumn[] | string => {
  const text = new RegExp(`^  ${key}:[^\\S\\n]*((?:[^\\n]*)(?:\\n(?:   [^\\n]*|[^\\S\\n]*(?=\\n)))*)`, "m")
    .exec(block)?.[1]
    ?.trim();
  if (text === undefined || text === "" || text === "null" || text === "~") return [];
  if (text.length > MOST_CHARACTERS) return `are longer than ${MOST_CHARACTERS.toLocaleString("en-US")} characters`;
  if (!quoted.test(text)) return "are no text in quotes";
  try {
    const list: unknown = JSON.parse(parse(text, { schema: "failsafe", maxAliasCount: 0, logLevel: "silent" }));
    return isColumns(list) ? list : "are not what MLflow writes";
  } catch {
    return "are no JSON";
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isName = (value: unknown): boolean =>
  typeof value === "string" && value.length <= 1_000 && value.isWellFormed() && !value.includes("\0");

const isTensor = (value: unknown): boolean =>
  isRecord(value) && isName(value.dtype) && Array.isArray(value.shape) && value.shape.every(Number.isInteger);

const isType = (value: unknown, depth: number): value is SignatureType =>
  depth > 0 &&
  isRecord(value) &&
  isName(value.type) &&
  (value.required === undefined || typeof value.required === "boolean") &&
  (value.items === undefined || isType(value.items, depth - 1)) &&
  (value.values === undefined || isType(value.values, depth - 1)) &&
  (value["tensor-spec"] === undefined || isTensor(value["tensor-spec"])) &&
  (value.properties === undefined || isProperties(value.properties, depth - 1));

const isProperties = (value: unknown, depth: number): boolean =>
  isRecord(value) && Object.entries(value).every(([name, type]) => isName(name) && isType(type, depth));

const isColumns = (value: unknown): value is SignatureColumn[] =>
  Array.isArray(value) &&
  value.length <= MOST_COLUMNS &&
  value.every((each) => isType(each, MOST_DEPTH) && (!("name" in each) || isName(each.name)));
