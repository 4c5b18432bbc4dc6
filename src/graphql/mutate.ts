import { DomainError } from "../errors.js";
import { type Payload, toUserError } from "./user-error.js";

/**
 * Runs a command and presents its result as the payload's fields. An expected refusal becomes `userErrors` with the
 * fields null, but for those that `refused` gives; everything else goes up as a top-level error.
 */
export const mutate = async <Result, Fields extends object>(
  run: () => Promise<Result>,
  present: (result: Result) => Fields | Promise<Fields>,
  refused: Partial<Fields> = {},
): Promise<Fields & Payload> => {
  let result: Result;
  try {
    result = await run();
  } catch (error) {
    if (error instanceof DomainError && error.kind === "user")
      return { ...refused, userErrors: [toUserError(error)] } as unknown as Fields & Payload;
    throw error;
  }
  return { ...(await present(result)), userErrors: [] };
};
