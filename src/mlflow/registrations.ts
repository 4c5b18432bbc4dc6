import type { Registration } from "../registry/registrations.queries.js";
import type { KeyValue } from "../tracking/key-value.js";

/** The tag of a logged model in which MLflow lists the versions made of it: a JSON list of `{"name": …, "version": 1}`. */
const MODEL_VERSIONS = "mlflow.modelVersions";

interface Listed {
  readonly name: string;
  /** A number where a server wrote it, a text where a client did. */
  readonly version: string | number;
}

/** What clients wrote there; null when that is no such list. */
const listedIn = (text: string): Listed[] | null => {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(list)) return null;
  const isListed = (each: unknown): each is { name: string; version: string | number } =>
    typeof each === "object" && each !== null && "name" in each && "version" in each;
  return list.every(isListed)
    ? list.map(({ name, version }) => ({
        name: String(name),
        version: typeof version === "number" ? version : String(version),
      }))
    : null;
};

/** As Python writes it: MLflow's own tests compare the text. */
const written = (list: Iterable<Listed>): string =>
  `[${Array.from(list, ({ name, version }) => `{"name": ${JSON.stringify(name)}, "version": ${JSON.stringify(version)}}`).join(", ")}]`;

/**
 * The tags with what the registry knows of the versions made of the logged model. MLflow's server writes them into the
 * tag when a version is made; here they are looked up, so that nobody reads of models that are hidden from them. What
 * clients listed themselves stays, each once.
 */
export const withRegistrations = (tags: readonly KeyValue[], made: readonly Registration[] = []): KeyValue[] => {
  const tag = tags.find(({ key }) => key === MODEL_VERSIONS);
  const listed = tag === undefined ? [] : listedIn(tag.value);
  if (made.length === 0 || listed === null) return [...tags];
  const all = [...listed, ...made.map(({ name, version }) => ({ name, version }))];
  const once = new Map(all.map((each) => [JSON.stringify([each.name, String(each.version)]), each]));
  const others = tags.filter(({ key }) => key !== MODEL_VERSIONS);
  return [...others, { key: MODEL_VERSIONS, value: written(once.values()) }];
};
