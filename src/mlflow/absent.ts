import { DomainError } from "../errors.js";

/** Runs a call and tells a NOT_FOUND in MLflow's words: the same for what is absent and for what is hidden. */
export const saying = async <Result>(message: string, run: () => Promise<Result>): Promise<Result> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_FOUND" && error.path.length === 0)
      throw new DomainError("NOT_FOUND", message);
    throw error;
  }
};

/** What was found, or NOT_FOUND in these words. */
export const foundOr = <Value>(message: string, value: Value | undefined | null): Value => {
  if (value === undefined || value === null) throw new DomainError("NOT_FOUND", message);
  return value;
};
