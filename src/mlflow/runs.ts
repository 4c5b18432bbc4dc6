import { idOfHex } from "../db/ids.js";
import { cutShort, missing, text } from "./wire/message.js";

/** A run is named by `run_id`, by its old name `run_uuid`, or by both. */
export const runIdFields = { run_id: text, run_uuid: text };

/** The run's MLflow id as given; missing: 400. */
export const givenRunId = ({
  run_id,
  run_uuid,
}: {
  run_id?: string | undefined;
  run_uuid?: string | undefined;
}): string => {
  const given = run_id || run_uuid;
  if (given) return given;
  throw missing("run_id");
};

export const absentRun = (id: string): string => `Run with id=${cutShort(id)} not found`;

/** The run's id here; what cannot be one is nobody's. */
export const runIdOf = (hex: string): string => idOfHex("run", hex);
