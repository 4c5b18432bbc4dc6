import { isInLog } from "../audit/append.store.js";
import type { BaseCtx } from "../context.js";
import { DomainError } from "../errors.js";
import { type Payload, toUserError } from "./user-error.js";

/** A payload: of a refusal, the fields are null or absent. */
type Presented<Fields> = { [Name in keyof Fields]?: Fields[Name] | null } & Payload;

/**
 * Runs a command and presents its result as the payload's fields. An expected refusal becomes `userErrors` with the
 * fields null, but for those that `refused` gives; everything else goes up as a top-level error. There is no third case:
 * what the command says that it made or changed is presented, unless the caller may not read it, or what it says is a fault.
 */
export const mutate = async <Result extends object, Fields extends object>(
  ctx: BaseCtx,
  run: () => Promise<Result>,
  present: (result: Result) => Fields | Promise<Fields>,
  refused: Partial<Fields> = {},
): Promise<Presented<Fields>> => {
  let result: Result;
  try {
    result = await run();
  } catch (error) {
    if (error instanceof DomainError && error.kind === "user") {
      ctx.refused?.(error.code);
      return { ...refused, userErrors: [toUserError(error)] };
    }
    throw error;
  }
  const fields = await present(result);
  if (Object.values(fields).includes(null)) await requireReal(ctx, result);
  return { ...fields, userErrors: [] };
};

/** A thing has a stream of entries from its making on, unless it is streamless: what no entry tells of was never there. */
const requireReal = async (ctx: BaseCtx, result: object): Promise<void> => {
  for (const id of Object.values(result)) {
    const kind = typeof id === "string" ? ctx.db.kinds.of(id) : undefined;
    if (kind === undefined || kind.streamless) continue;
    if (!(await isInLog(ctx.db.single, { subject: kind.subject, id })))
      throw new Error(`a command answered with ${id}, of which the log knows nothing`);
  }
};
