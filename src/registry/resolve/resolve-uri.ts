import { storedName } from "../../db/names.js";
import { invalid } from "../../errors.js";
import { aliasOf } from "../lifecycle-rules.js";

/** What a `models:` URI names: a version by number, the latest, the holder of a stage or of an alias. */
export interface ModelUri {
  readonly name: string;
  readonly by: "version" | "latest" | "stage" | "alias";
  /** The number, the stage as written, or the alias as `@name`; empty for the latest. */
  readonly value: string;
}

const MAX_VERSION = 2_147_483_647;

/** Reads `models:/churn/Production`, `models:/churn@champion`, `models:/churn/7`, `models:/churn/latest` (MLflow's forms). */
export const parseModelUri = (uri: string): ModelUri => {
  const wrong = (): never => {
    throw invalid("uri", 'a model URI is "models:/<name>/<version, stage or latest>" or "models:/<name>@<alias>".');
  };
  if (uri.length > 1_024 || !uri.isWellFormed() || uri.includes("\0")) return wrong();
  const path = /^models:\/{1,3}([^/].*)$/su.exec(uri)?.[1];
  if (path === undefined) return wrong();
  const parts = path.split("/");
  const [first = "", second] = parts;
  if (parts.length === 2 && second !== undefined && second !== "")
    return { name: storedName(first), ...selector(second) };
  const at = first.lastIndexOf("@");
  const alias = aliasOf(first.slice(at + 1));
  if (parts.length !== 1 || at < 1 || alias === undefined) return wrong();
  return { name: storedName(first.slice(0, at)), by: "alias", value: `@${alias}` };
};

const selector = (text: string): Pick<ModelUri, "by" | "value"> => {
  if (text.toLowerCase() === "latest") return { by: "latest", value: "" };
  if (!/^\d+$/.test(text)) return { by: "stage", value: text };
  const number = Number(text);
  return { by: "version", value: String(number > MAX_VERSION ? 0 : number) };
};
