import { storedName } from "../db/names.js";
import { DomainError } from "../errors.js";

export interface LifecycleStage {
  readonly name: string;
  /** At most one version of a model holds an exclusive stage; promoting another displaces the holder. */
  readonly exclusive: boolean;
}

export interface LifecycleEdge {
  readonly from: string;
  readonly to: string;
}

/** An organisation's stages; `edges` null: any stage to any. */
export interface Lifecycle {
  readonly stages: readonly LifecycleStage[];
  readonly edges: readonly LifecycleEdge[] | null;
}

/** The stage of a version that was never moved. */
export const NO_STAGE = "None";

/** Where a version lands that another one displaces from an exclusive stage. */
export const LANDING_STAGE = "Archived";

/** MLflow's four stages, which every lifecycle has: https://mlflow.org/docs/latest/ml/model-registry/ */
const MLFLOW_STAGES = [NO_STAGE, "Staging", "Production", LANDING_STAGE] as const;

export const defaultLifecycle: Lifecycle = {
  stages: MLFLOW_STAGES.map((name) => ({ name, exclusive: name === "Production" })),
  edges: null,
};

/** A slot that a version can hold: a stage, or an alias written `@name`. */
export interface Slot {
  readonly name: string;
  readonly isStage: boolean;
  readonly exclusive: boolean;
}

/** A version as it holds a slot. */
export interface Holder {
  readonly id: string;
  readonly version: number;
}

/** The stage in the lifecycle's spelling; names match case-insensitively, as MLflow's do. */
export const findStage = (lifecycle: Lifecycle, name: string): LifecycleStage | undefined =>
  lifecycle.stages.find((stage) => stage.name.toLowerCase() === name.toLowerCase());

/** What an alias is, in words. */
export const ALIAS_RULE = '1–255 letters and digits of any script, _ or -, not "latest" and not like "v7"';

const aliasPattern = /^[\p{L}\p{N}_-]{1,255}$/u;

/** Whether MLflow takes the text for an alias, or says that it is reserved (mlflow/utils/validation.py). */
export const isAliasWord = (text: string): boolean => aliasPattern.test(storedName(text));

/** The alias as it is stored, without `@`; undefined when it is none: a name of other characters, or a reserved one. */
export const aliasOf = (text: string): string | undefined => {
  const alias = storedName(text);
  const isReserved = alias.toLowerCase() === "latest" || /^v\p{Nd}+$/iu.test(alias);
  return aliasPattern.test(alias) && !isReserved ? alias : undefined;
};

/** Reads `Production` or `@champion`; `path` is where it was given. */
export const parseSlot = (lifecycle: Lifecycle, text: string, path: readonly string[] = ["input", "to"]): Slot => {
  if (text.startsWith("@")) {
    const alias = aliasOf(text.slice(1));
    if (alias === undefined) throw slotError(`"${text}" is not an alias: ${ALIAS_RULE}.`, path);
    return { name: `@${alias}`, isStage: false, exclusive: true };
  }
  const stage = findStage(lifecycle, text);
  if (stage === undefined)
    throw slotError(
      `There is no stage "${text}". Stages: ${lifecycle.stages.map(({ name }) => name).join(", ")}; write an alias as "@name".`,
      path,
    );
  return { name: stage.name, isStage: true, exclusive: stage.exclusive };
};

const slotError = (message: string, path: readonly string[]): DomainError =>
  new DomainError("INVALID_INPUT", message, { path: [...path] });

/** Stages that a version may be asked into from `from`. */
export const nextStages = (lifecycle: Lifecycle, from: string): LifecycleStage[] =>
  lifecycle.stages.filter((stage) => stage.name !== from && allowsMove(lifecycle, from, stage.name));

/** The edges; where none were given, from every stage to every other. */
export const effectiveEdges = ({ stages, edges }: Lifecycle): readonly LifecycleEdge[] =>
  edges ??
  stages.flatMap(({ name: from }) => stages.filter(({ name }) => name !== from).map(({ name: to }) => ({ from, to })));

/** Whether the lifecycle has an edge from one stage to the other. */
export const allowsMove = (lifecycle: Lifecycle, from: string, to: string): boolean =>
  lifecycle.edges === null || lifecycle.edges.some((edge) => edge.from === from && edge.to === to);

const stagePattern = /^[A-Za-z][A-Za-z0-9 _-]{0,63}$/;

/** Checks a lifecycle as given: names, MLflow's four stages, edges between known stages, no unreachable stage. */
export const parseLifecycle = (input: {
  stages: readonly LifecycleStage[];
  edges?: readonly LifecycleEdge[] | null | undefined;
}): Lifecycle => {
  const { stages } = input;
  if (stages.length > 50) throw lifecycleError("A lifecycle has at most 50 stages.");
  const seen = new Set<string>();
  for (const { name } of stages) {
    if (!stagePattern.test(name) || name.toLowerCase() === "latest")
      throw lifecycleError(
        `"${name}" is not a stage name: a letter, then up to 63 letters, digits, spaces, _ or -; not "latest".`,
      );
    if (seen.has(name.toLowerCase()))
      throw lifecycleError(`The stage "${name}" is named twice (case does not matter).`);
    seen.add(name.toLowerCase());
  }
  const missing = MLFLOW_STAGES.filter((name) => !stages.some((stage) => stage.name === name));
  if (missing.length > 0) throw lifecycleError(`MLflow's stages must exist, spelled so: ${missing.join(", ")}.`);
  for (const name of [NO_STAGE, LANDING_STAGE])
    if (stages.some((stage) => stage.name === name && stage.exclusive))
      throw lifecycleError(`The stage "${name}" cannot be exclusive: displaced and new versions share it.`);
  const lifecycle: Lifecycle = {
    stages: stages.map(({ name, exclusive }) => ({ name, exclusive })),
    edges: input.edges == null ? null : parseEdges(stages, input.edges),
  };
  const lost = unreachable(lifecycle);
  if (lost.length > 0) throw lifecycleError(`No edge leads from "${NO_STAGE}" to: ${lost.join(", ")}.`);
  return lifecycle;
};

const parseEdges = (stages: readonly LifecycleStage[], edges: readonly LifecycleEdge[]): LifecycleEdge[] => {
  if (edges.length > 2_500) throw lifecycleError("A lifecycle has at most 2,500 edges.");
  const spelled = (name: string): string => {
    const stage = findStage({ stages, edges: null }, name);
    if (stage === undefined) throw lifecycleError(`An edge names the unknown stage "${name}".`);
    return stage.name;
  };
  return edges.map(({ from, to }) => ({ from: spelled(from), to: spelled(to) }));
};

/** Stages that no path of edges reaches; the landing stage is always reached by displacement. */
const unreachable = (lifecycle: Lifecycle): string[] => {
  if (lifecycle.edges === null) return [];
  const reached = new Set([NO_STAGE]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { from, to } of lifecycle.edges)
      if (reached.has(from) && !reached.has(to)) {
        reached.add(to);
        grew = true;
      }
    if (!reached.has(LANDING_STAGE) && lifecycle.stages.some((stage) => stage.exclusive && reached.has(stage.name))) {
      reached.add(LANDING_STAGE);
      grew = true;
    }
  }
  return lifecycle.stages.map(({ name }) => name).filter((name) => !reached.has(name));
};

const lifecycleError = (message: string): DomainError =>
  new DomainError("LIFECYCLE_INVALID", message, { path: ["input", "stages"] });
