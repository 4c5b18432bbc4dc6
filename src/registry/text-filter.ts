import { idPrefix } from "../db/ids.js";
import { hasWords } from "../db/name-words.js";
import { storedName } from "../db/names.js";
import type { Range } from "../db/ranges.js";
import type { Values } from "../db/sql.js";

/** Words of a model's name, and the number of its version. */
export interface VersionWords {
  readonly words: string;
  readonly version: number;
}

/** `churn 7`, `churn/7`, `churn v7`: the version of that number; null where no number is named. */
export const readVersionWords = (text: string): VersionWords | null => {
  const [, words, number] = /^(.*\S)(?:\s+v?|\/)(\d{1,9})$/u.exec(text) ?? [];
  return words === undefined ? null : { words, version: Number(number) };
};

const tidy = (text: string): string => storedName(text.trim());

/** SQL: model m has this whole id, or a name whose words begin so. */
export const isModelCalled = (text: string, values: Values): string => {
  const asked = values.add(tidy(text));
  return idPrefix(tidy(text)) === "mod" ? `m.id = ${asked}` : hasWords("m.name", asked);
};

/** Conditions on a version by what is on its model m alone, and on both. */
export interface CalledVersion {
  readonly models: readonly string[];
  readonly versions: readonly string[];
}

/** SQL: version v of model m has this whole id, or its model's; or the model's name, and the number if one is named. */
export const isVersionCalled = (text: string, values: Values): CalledVersion => {
  const asked = tidy(text);
  if (idPrefix(asked) === "mv") return { models: [], versions: [`v.id = ${values.add(asked)}`] };
  const numbered = readVersionWords(asked);
  if (numbered === null) return { models: [isModelCalled(asked, values)], versions: [] };
  const { words, version } = numbered;
  // A name may hold the number, too: whatever has all the words has those before the number.
  const either = `(v.version = ${values.add(version)} or ${hasWords("m.name", values.add(asked))})`;
  return { models: [hasWords("m.name", values.add(words))], versions: [either] };
};

/** The index range that holds the versions that are called so. */
export const rangeOfCalled =
  (text: string): Range =>
  (values) => {
    const { models, versions } = isVersionCalled(text, values);
    return `select v.id from registered_model m join model_version v on v.registered_model_id = m.id
      where ${[...models, ...versions].join(" and ")}`;
  };
