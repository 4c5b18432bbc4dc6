import { DomainError } from "../errors.js";
import { checkShape } from "../http/json-body.js";
import { isRecord } from "../input.js";
import { cutShort, invalidValue } from "./wire/message.js";

const required = ["artifact_path", "flavors", "utc_time_created", "run_id"] as const;

const parsed = (json: string): unknown => {
  checkShape(Buffer.from(json), "model_json");
  try {
    return JSON.parse(json);
  } catch {
    throw new DomainError("INVALID_INPUT", `Malformed model info. \n ${cutShort(json, 200)} \n is not valid JSON.`);
  }
};

const withoutConfig = (flavor: unknown): unknown => {
  if (!isRecord(flavor)) return flavor;
  const { config: _, ...rest } = flavor;
  return rest;
};

/**
 * Reads the JSON of a model that a client logged to the run of this id. Kept is what MLflow keeps of it in the run's
 * list (mlflow/models/model.py, get_tags_dict): old clients send signature, metadata and all.
 */
export const readModelJson = (json: string, runId: string): Record<string, unknown> => {
  const model = parsed(json);
  const given = isRecord(model) ? model : {};
  const missing = required.filter((name) => !Object.hasOwn(given, name));
  if (missing.length > 0)
    throw new DomainError("INVALID_INPUT", `Model json is missing mandatory fields: ${missing.join(", ")}`);
  const { run_id, artifact_path, flavors, utc_time_created, model_uuid } = given;
  if (run_id !== runId) throw invalidValue(run_id, "model_json.run_id", "the run that it is logged to.");
  if (!isRecord(flavors)) throw invalidValue(flavors, "model_json.flavors");
  return {
    run_id,
    artifact_path,
    utc_time_created,
    ...(model_uuid !== undefined && { model_uuid }),
    flavors: Object.fromEntries(Object.entries(flavors).map(([name, flavor]) => [name, withoutConfig(flavor)])),
  };
};
