import type { ProvenanceGate } from "./gate.js";
import { failed, type Outcome, passed } from "./outcome.js";

/** What a provenance gate looks at. */
export type ProvenanceInputs = {
  readonly commit: string | null;
  readonly training: { readonly name: string; readonly digest: string | null } | null;
  readonly environment: { readonly path: string; readonly sha256: string } | null;
};

/** Names of files that pin what a model runs with; the first three are what MLflow logs with every model. */
export const ENVIRONMENT_FILES = [
  "requirements.txt",
  "conda.yaml",
  "python_env.yaml",
  "conda-lock.yml",
  "environment.yml",
  "Pipfile.lock",
  "poetry.lock",
  "uv.lock",
  "pdm.lock",
  "pixi.lock",
  "renv.lock",
] as const;

/** Whether a path names a file of pinned dependencies, in whatever folder. */
export const isEnvironmentFile = (path: string): boolean =>
  (ENVIRONMENT_FILES as readonly string[]).includes(path.slice(path.lastIndexOf("/") + 1));

interface Demand {
  readonly asked: boolean;
  readonly required: string;
  readonly observed: string | null;
  readonly missing: string;
}

const demandsOf = (gate: ProvenanceGate, { commit, training, environment }: ProvenanceInputs): Demand[] => [
  {
    asked: gate.commit === true,
    required: "a source commit",
    observed: commit === null ? null : `commit ${commit}`,
    missing:
      "names no source commit: run the training from a Git checkout, so that MLflow sets mlflow.source.git.commit",
  },
  {
    asked: gate.trainingData === true,
    required: "a data set with context training",
    observed: training === null ? null : `training data ${training.name}`,
    missing: 'names no data set with context "training": mlflow.log_input(data, context="training") in the run',
  },
  {
    asked: gate.environment === true,
    required: "a file of pinned dependencies",
    observed: environment === null ? null : environment.path,
    missing: `has no file of pinned dependencies (${ENVIRONMENT_FILES.slice(0, 3).join(", ")} or a lock file): log the model with MLflow`,
  },
];

/** Whether the frozen record names all that is asked for. What is missing cannot come any more. */
export const judgeProvenance = (gate: ProvenanceGate, inputs: ProvenanceInputs): Outcome => {
  const demands = demandsOf(gate, inputs).filter(({ asked }) => asked);
  const required = demands.map((each) => each.required).join(", ");
  const found = demands.flatMap(({ observed }) => observed ?? []).join(", ");
  const missing = demands.find(({ observed }) => observed === null);
  return missing === undefined
    ? passed(required, found)
    : failed(
        required,
        found === "" ? null : found,
        `the version's frozen record ${missing.missing}; then make a new version`,
      );
};
