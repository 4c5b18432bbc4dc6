import { DomainError } from "../../errors.js";

/** What to say of a NOT_FOUND: one text, or one by where in the input the missing thing was named. */
type Words = string | ((at: readonly string[]) => string | undefined);

const wordsFor = (words: Words, at: readonly string[]): string | undefined =>
  typeof words === "function" ? words(at) : at.length === 0 ? words : undefined;

/** Runs a call and tells a NOT_FOUND in MLflow's words: the same for what is absent and for what is hidden. */
export const saying = async <Result>(words: Words, run: () => Promise<Result>): Promise<Result> => {
  try {
    return await run();
  } catch (error) {
    const said = error instanceof DomainError && error.code === "NOT_FOUND" ? wordsFor(words, error.path) : undefined;
    throw said === undefined ? error : new DomainError("NOT_FOUND", said);
  }
};

/** What was found, or NOT_FOUND in these words. */
export const foundOr = <Value>(message: string, value: Value | undefined | null): Value => {
  if (value === undefined || value === null) throw new DomainError("NOT_FOUND", message);
  return value;
};
