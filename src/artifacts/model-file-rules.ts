/** The name of the file in which MLflow describes a model, at the root of the model's folder. */
export const MODEL_FILE = "MLmodel";

/** A longer file is not read for what it says. */
export const MODEL_FILE_BYTES = 1_048_576n;

/** Whether a file of this path may be the description of a model. */
export const isModelFile = (path: string): boolean => path === MODEL_FILE || path.endsWith(`/${MODEL_FILE}`);

/**
 * What an MLmodel calls its model: the value of the key `model_uuid` at its top, as MLflow writes it; null when it says
 * none. Read line by line, in one pass: whatever else stands in the file has no say in it.
 */
export const modelUuidIn = (text: string): string | null => {
  const value = /^model_uuid: *(["']?)([A-Za-z0-9-]{1,64})\1 *\r?$/m.exec(text)?.[2];
  return value === undefined || value === "null" ? null : value;
};
