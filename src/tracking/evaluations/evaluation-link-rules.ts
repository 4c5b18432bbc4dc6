import { storedName } from "../../db/names.js";
import { isRecord } from "../../input.js";
import type { KeyValue } from "../key-value.js";
import { trackingLimits } from "../tracking-limits.js";

/** The tag in which `mlflow.evaluate` lists what it evaluated, on which data. */
export const DATASETS_TAG = "mlflow.datasets";

/** The tag by which any run says which version it evaluated: `models:/churn/7`, `models:/churn/Production`. */
export const EVALUATES_TAG = "countersign.evaluates";

/** Where an evaluation stands: docs/evaluations.md. */
export type EvaluationSource = "LOGGED_MODEL" | "RUN_DATASETS" | "RUN_TAG" | "FROZEN" | "RECORDED";

/** A run says that it evaluated something. */
export interface EvaluationLink {
  readonly key: string;
  readonly source: Extract<EvaluationSource, "RUN_DATASETS" | "RUN_TAG">;
  /** A model by MLflow's id or by the `model_uuid` of its MLmodel; or a version, stage or alias of a registered model. */
  readonly target: string;
  /** The name of the data, where the tag gives one; else empty. */
  readonly dataset: string;
}

/** Of one tag no more are kept. */
const MOST = 100;

/** Whether a tag of this key links its run to what it evaluated. */
export const linksVersions = (key: string): boolean => key === DATASETS_TAG || key === EVALUATES_TAG;

/** What these tags say that their run evaluated; a tag that says nothing that can be read links to nothing. */
export const linksOf = (tags: readonly KeyValue[]): EvaluationLink[] =>
  tags.flatMap(({ key, value }) => {
    if (key === DATASETS_TAG) return itemsOf(value);
    if (key !== EVALUATES_TAG) return [];
    const target = targetOfUri(value);
    return target === undefined ? [] : [{ key, source: "RUN_TAG", target, dataset: "" } as const];
  });

const itemsOf = (value: string): EvaluationLink[] => {
  const items = parsed(value);
  const links = (Array.isArray(items) ? items : []).flatMap((item): EvaluationLink[] => {
    if (!isRecord(item)) return [];
    const { model, name } = item;
    const isModel = typeof model === "string" && /^[A-Za-z0-9-]{1,64}$/.test(model);
    if (!isModel || typeof name !== "string" || name === "" || name.length > trackingLimits.datasetName) return [];
    const dataset = name.isWellFormed() && !name.includes("\0") ? name : "";
    return dataset === "" ? [] : [{ key: DATASETS_TAG, source: "RUN_DATASETS", target: model, dataset }];
  });
  return [...new Map(links.map((link) => [JSON.stringify([link.target, link.dataset]), link])).values()].slice(0, MOST);
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};

/**
 * A version as `models:/churn/7` names it: `churn/7`; by a stage in any case: `churn/production`; by an alias:
 * `churn@champion`. Undefined for what is no such URI.
 */
export const targetOfUri = (uri: string): string | undefined => {
  const [, slashed, selector] = /^models:\/([^/]{1,300})\/([^/]{1,300})$/u.exec(uri.trim()) ?? [];
  if (slashed !== undefined && selector !== undefined) {
    const name = storedName(slashed);
    const version = /^0*(\d{1,9})$/.exec(selector)?.[1];
    return name === "" ? undefined : versionTarget(name, version ?? stageTarget(selector));
  }
  const [, named, alias] = /^models:\/([^/]{1,300})@([^/@]{1,255})$/u.exec(uri.trim()) ?? [];
  const [name, word] = [storedName(named ?? ""), storedName(alias ?? "")];
  return name === "" || word === "" ? undefined : `${name}@${word}`;
};

const stageTarget = (stage: string): string => storedName(stage).toLowerCase();

const versionTarget = (name: string, selector: string): string | undefined =>
  selector === "" ? undefined : `${name}/${selector}`;
