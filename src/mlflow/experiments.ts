import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { type ExperimentRead, experimentsByNumber } from "../tracking/experiments/experiments.queries.js";
import { cutShort } from "./wire/message.js";

export const viewTypes = { ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 } as const;

/** MLflow's words for an experiment that is not there. */
export const absentExperiment = (id: string): string => `No Experiment with id=${cutShort(id)} exists`;

/** MLflow's experiment id as a number, -1 for one that none can have; what is no integer is 400, as upstream. */
export const experimentNumber = (id: string): bigint => {
  if (/^-?\d{1,500}$/.test(id)) return BigInt.asIntN(64, BigInt(id)) === BigInt(id) ? BigInt(id) : -1n;
  throw new DomainError(
    "INVALID_INPUT",
    `Invalid experiment ID '${cutShort(id, 100)}'. Experiment ID must be a valid integer.`,
    { path: ["experiment_id"] },
  );
};

/** The experiment of MLflow's id, if the caller reads it. */
export const findByNumber = async ({ db, access }: Ctx, id: string): Promise<ExperimentRead | undefined> =>
  (await experimentsByNumber(db.reader, access.ability, [experimentNumber(id)]))[0];

/** Where the artifacts of an experiment's runs go. */
export const artifactLocation = ({ artifactLocation: own, number }: ExperimentRead): string =>
  own ?? `mlflow-artifacts:/${number}`;
