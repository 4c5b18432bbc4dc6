import { hexOfId, idOfHex, idPrefix } from "../db/ids.js";
/** Ids as people write them: ours, or MLflow's. What is neither becomes the empty string, which is nobody's id. */
/** A run's id from `run_…` or from MLflow's 32 hexadecimal digits. */
export const runIdFrom = (text) => (idPrefix(text) === "run" ? text : idOfHex("run", text));
/** A logged model's id from `lm_…` or from MLflow's `m-` and 32 hexadecimal digits. */
export const loggedModelIdFrom = (text) => idPrefix(text) === "lm" ? text : idOfHex("lm", /^m-(.*)$/s.exec(text)?.[1] ?? "");
/** MLflow's id of a run, from either; the text itself where it is neither. */
export const runHexFrom = (text) => (idPrefix(text) === "run" ? hexOfId(text) : text);
/** MLflow's id of an experiment; undefined when the text is none. */
export const experimentNumberFrom = (text) => /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
//# sourceMappingURL=tracking-ids.js.map