/** A field of a gate's form: where its value stands below the gate's kind, and how it is typed. */
export interface GateField {
  /** `key`, or `dataset.name`. */
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "number" | "list" | "flag" | "choice";
  /** The values of a choice, with their words; the first one is taken unless another is chosen. */
  readonly of?: Readonly<Record<string, string>>;
  readonly required?: boolean;
}

const dataset: GateField = { name: "dataset.name", label: "On the data set (any, if empty)", type: "text" };

/** What a policy can ask of a version, as people call it, and what each kind needs: docs/gates.md has all there is. */
export const gateKinds: Readonly<Record<string, { readonly title: string; readonly fields: readonly GateField[] }>> = {
  metric: {
    title: "A metric lies within bounds",
    fields: [
      { name: "key", label: "Metric", type: "text", required: true },
      { name: "min", label: "At least", type: "number" },
      { name: "max", label: "At most", type: "number" },
      dataset,
    ],
  },
  champion: {
    title: "It is better than the version that holds the slot",
    fields: [
      { name: "metric", label: "Metric", type: "text", required: true },
      {
        name: "direction",
        label: "Better is",
        type: "choice",
        of: { HIGHER: "the higher value", LOWER: "the lower value" },
      },
      { name: "margin", label: "By at least", type: "number" },
      dataset,
    ],
  },
  groups: {
    title: "A metric is alike over groups",
    fields: [
      { name: "metric", label: "Metric", type: "text", required: true },
      { name: "attribute", label: "Groups by", type: "text", required: true },
      { name: "minRatio", label: "Smallest by largest, at least", type: "number" },
      { name: "maxDifference", label: "Largest minus smallest, at most", type: "number" },
      { name: "minGroupSize", label: "Each group has at least", type: "number" },
    ],
  },
  tag: {
    title: "Somebody set a tag",
    fields: [
      { name: "key", label: "Tag", type: "text", required: true },
      { name: "values", label: "To one of (with commas between)", type: "list", required: true },
    ],
  },
  check: {
    title: "A check has succeeded",
    fields: [
      { name: "name", label: "Check", type: "text", required: true },
      { name: "reportedBy", label: "Reported by (ids, with commas between)", type: "list", required: true },
      { name: "maxAgeHours", label: "Not older than, in hours", type: "number" },
    ],
  },
  document: {
    title: "A document is there",
    fields: [
      { name: "kind", label: "Kind", type: "text", required: true },
      { name: "fields", label: "With these fields filled (with commas between)", type: "list" },
      { name: "subject", label: "Of", type: "choice", of: { VERSION: "the version", MODEL: "its model" } },
    ],
  },
  signature: {
    title: "Its inputs and outputs are named",
    fields: [
      {
        name: "mode",
        label: "And",
        type: "choice",
        of: { PRESENT: "may be any", COMPATIBLE: "take what the holder’s took" },
      },
    ],
  },
  files: {
    title: "Its files are these",
    fields: [
      { name: "require", label: "There must be (globs, with commas between)", type: "list" },
      { name: "forbid", label: "There must not be (globs, with commas between)", type: "list" },
      { name: "maxBytes", label: "Bytes in all, at most", type: "number" },
    ],
  },
  provenance: {
    title: "Its origin is on record",
    fields: [
      { name: "commit", label: "A source commit", type: "flag" },
      { name: "trainingData", label: "The data that it was trained on", type: "flag" },
      { name: "environment", label: "A file of pinned dependencies", type: "flag" },
    ],
  },
};

/** What was typed of a gate, by field. */
export type Typed = Readonly<Record<string, string>>;

const valueOfField = ({ type, of }: GateField, typed: string | undefined): unknown => {
  if (type === "choice") return typed ?? Object.keys(of ?? {})[0];
  if (typed === undefined || typed.trim() === "") return undefined;
  if (type === "number") return Number(typed);
  if (type === "flag") return true;
  const parts = typed.split(",").map((each) => each.trim());
  return type === "list" ? parts.filter((each) => each !== "") : typed.trim();
};

/** The gate as the API takes it; what was left empty is left out. */
export const gateOf = (kind: string, key: string, typed: Typed): Record<string, unknown> => {
  const rule: Record<string, unknown> = {};
  for (const field of gateKinds[kind]?.fields ?? []) {
    const value = valueOfField(field, typed[field.name]);
    if (value === undefined) continue;
    const [outer = "", inner] = field.name.split(".");
    rule[outer] = inner === undefined ? value : { [inner]: value };
  }
  return { key, [kind]: rule };
};
