import type { ZodType, z } from "zod";
import type { Scope } from "../access/principal.js";
import type { Link } from "../audit/entry.js";
import type { BaseCtx, Ctx } from "../context.js";
import type { Sql } from "../db/sql.js";
import type { OpenTransaction } from "../db/transact.js";
import { attempted, parseInput, requireScope, retried } from "./attempt.js";
import { type Committing, numberOf, settled } from "./commit-fate.store.js";

/** An ingest's transaction: no entry is due for what it writes. */
export interface IngestTx extends OpenTransaction {
  /** Names the target, once the caller is known to read it, for the entry of a refusal. */
  target(...links: Link[]): void;
}

export type Ingest<Input, Result> = (ctx: Ctx, input: Input) => Promise<Result>;

interface IngestOptions<Schema extends ZodType, Result> {
  input: Schema;
  /** The token scope that it needs; WRITE unless it says otherwise. */
  scope?: Scope;
  /**
   * Looks for what the call did when its COMMIT was not answered, by what it resulted in. It takes one statement more
   * each time: for what cannot be sent twice, as a deletion that finds nothing the second time.
   */
  settles?: (db: Sql, result: Result) => Promise<boolean>;
}

/**
 * Makes an ingest, the sibling of `command` for what leaves no entry of its own: metric points, params, tags, inputs
 * and files of runs, and what is nobody else's, as preferences. It takes a transaction, fresh retries and the entry of a refusal; what it writes must be such that
 * the same call sent twice counts once, or it settles.
 */
export const ingest =
  <Schema extends ZodType, Result>(
    name: string,
    options: IngestOptions<Schema, Result>,
    write: (ctx: Ctx, tx: IngestTx, input: z.output<Schema>) => Promise<Result>,
  ): Ingest<z.input<Schema>, Result> =>
  (ctx, raw) =>
    attempted(name, ctx, async (attempt) => {
      requireScope(ctx, options.scope ?? "WRITE");
      const input = parseInput(options.input, raw);
      const target = (...links: Link[]): void => void attempt.targets.push(...links);
      const work = (open: OpenTransaction): Promise<Result> => write(ctx, { ...open, target }, input);
      const { settles } = options;
      return retried(attempt, () => (settles ? settling(ctx, work, settles) : ctx.db.transaction(work)));
    });

const settling = async <Result>(
  ctx: BaseCtx,
  work: (open: OpenTransaction) => Promise<Result>,
  isDone: (db: Sql, result: Result) => Promise<boolean>,
): Promise<Result> => {
  let committing: Committing<Result> | undefined;
  const transaction = ctx.db.transaction(async (open) => {
    const result = await work(open);
    committing = { numbered: await numberOf(open), isThere: (db) => isDone(db, result), result };
    return result;
  });
  return settled(ctx.db.single, transaction, () => committing);
};
