import { hexOfId, idOfHex, idPrefix } from "../db/ids.js";

/** Ids as people write them: ours, or MLflow's. What is neither becomes the empty string, which is nobody's id. */

/** A run's id from `run_…` or from MLflow's 32 hexadecimal digits. */
export const runIdFrom = (text: string): string => (idPrefix(text) === "run" ? text : idOfHex("run", text));

/** A logged model's id from `lm_…` or from MLflow's `m-` and 32 hexadecimal digits. */
export const loggedModelIdFrom = (text: string): string =>
  idPrefix(text) === "lm" ? text : idOfHex("lm", /^m-(.*)$/s.exec(text)?.[1] ?? "");

/** MLflow's id of a run, from either; the text itself where it is neither. */
export const runHexFrom = (text: string): string => (idPrefix(text) === "run" ? hexOfId(text) : text);

/** MLflow's ids of runs, logged models and experiments. */
export const mlflowId = /^((m-)?[0-9a-f]{32}|\d{1,19})$/i;

/** MLflow's id of an experiment; undefined when the text is none. */
export const experimentNumberFrom = (text: string): bigint | undefined =>
  /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
