import { createHash } from "node:crypto";
import type { ZodType, z } from "zod";
import type { Scope } from "../access/principal.js";
import { append } from "../audit/append.store.js";
import { buildEntry, type Link, type NewEntry } from "../audit/entry.js";
import type { BaseCtx, Ctx } from "../context.js";
import type { Change } from "../db/changes.js";
import { newId } from "../db/ids.js";
import type { OpenTransaction } from "../db/transact.js";
import { DomainError } from "../errors.js";
import { type Attempt, AuditedRefusal, parseInput, recordRefusal, requireScope, retried } from "./attempt.js";
import { byEntries, type Committing, settled } from "./commit-fate.store.js";
import { claimKey, forgetKey, keepResult } from "./idempotency.store.js";

/** What names the target of an act, once the caller is known to read it, for the entry of a refusal. */
export interface Targeting {
  target(...links: Link[]): void;
}

/** A command's transaction: every statement of the change, and the entries that will say so. */
export interface Tx extends OpenTransaction, Targeting {
  /** Adds an entry to those appended last in this transaction. */
  audit(entry: NewEntry): void;
}

/** Returned by a command that found nothing to change: the transaction is rolled back, no entry is due. */
export class Unchanged<Result> {
  constructor(readonly result: Result) {}
}

/** Returned by a command that must commit what it did and then refuse (a request found to be void). */
export class CommittedRefusal {
  constructor(readonly error: DomainError) {}
}

interface CommandOptions<Schema extends ZodType> {
  /** The token scope that the act needs; null: every credential will do. */
  scope: Scope | null;
  input: Schema;
  /** Keys of the result that are shown once and never again on an idempotent replay. */
  once?: readonly string[];
}

/** A command; `Given` is what of the context it needs: the whole of a request's, if it does not say less. */
export type Command<Input, Result, Given extends BaseCtx = Ctx> = ((ctx: Given, input: Input) => Promise<Result>) & {
  readonly commandName: string;
};

/**
 * Makes a command: parses the input, opens the transaction, runs `decide`, appends its entries, commits. A fresh
 * transaction is tried on serialisation failures and deadlocks only; nothing commits without an entry; a refusal is
 * recorded in a transaction of its own after the rollback.
 */
export const command = <Schema extends ZodType, Result extends object, Given extends BaseCtx = Ctx>(
  name: string,
  options: CommandOptions<Schema>,
  decide: Decide<Given, z.output<Schema>, Result>,
): Command<z.input<Schema> & { idempotencyKey?: string | null | undefined }, Result, Given> => {
  const run = async (
    ctx: Given,
    raw: z.input<Schema> & { idempotencyKey?: string | null | undefined },
  ): Promise<Result> => {
    const started = performance.now();
    const attempt: CommandAttempt<Given> = { name, ctx, once: options.once ?? [], targets: [] };
    try {
      requireScope(ctx, options.scope);
      const { idempotencyKey, ...given } = raw as { idempotencyKey?: string | null };
      const input = parseInput(options.input, given);
      const key = parseKey(idempotencyKey);
      const result = await retried(attempt, () => inTransaction(attempt, key, input, decide));
      ctx.log.info({ command: name, ms: performance.now() - started }, "command done");
      return result;
    } catch (error) {
      ctx.log.info({ command: name, ms: performance.now() - started, err: error }, "command refused");
      await recordRefusal(attempt, error);
      throw error;
    }
  };
  return Object.assign(run, { commandName: name });
};

const parseKey = (key: string | null | undefined): string | null => {
  if (key === null || key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new DomainError("INVALID_INPUT", "idempotencyKey: 1–255 printable ASCII characters without spaces.", {
    path: ["input", "idempotencyKey"],
  });
};

interface CommandAttempt<Given extends BaseCtx> extends Attempt {
  readonly ctx: Given;
  readonly once: readonly string[];
}

type Decide<Given extends BaseCtx, Input, Result> = (
  ctx: Given,
  tx: Tx,
  input: Input,
) => Promise<Result | Unchanged<Result> | CommittedRefusal>;

class RolledBack<Result> {
  constructor(readonly result: Result) {}
}

const inTransaction = async <Given extends BaseCtx, Input, Result extends object>(
  attempt: CommandAttempt<Given>,
  key: string | null,
  input: Input,
  decide: Decide<Given, Input, Result>,
): Promise<Result> => {
  const { ctx, name } = attempt;
  const changes: Change[] = [];
  let committing: Committing<Result | CommittedRefusal> | undefined;
  const work = async (open: OpenTransaction): Promise<Result | CommittedRefusal> => {
    const use = key === null ? null : { principal: ctx.principal.id, command: name, key };
    if (use !== null) {
      const earlier = await claimKey<Result>(open, { ...use, hash: hashOf(input) });
      if (earlier !== undefined) throw new RolledBack(earlier);
    }
    const { result, entries } = await decided(attempt, open, input, decide);
    if (result instanceof Unchanged) throw new RolledBack(result.result);
    if (entries.length === 0) throw new Error(`command ${name} changed something without an audit entry`);
    if (use !== null && result instanceof CommittedRefusal) await forgetKey(open, use);
    else if (use !== null) await keepResult(open, use, omit(result, attempt.once));
    const op = newId("op");
    const built = entries.map((entry) => buildEntry(ctx, name, op, entry));
    committing = byEntries(await append(open, op, built), result);
    changes.push(...entries.map(changeOf));
    return result;
  };
  try {
    const result = await settled(ctx.db.single, ctx.db.transaction(work), () => committing);
    ctx.db.announce(changes);
    if (result instanceof CommittedRefusal) throw new AuditedRefusal(result.error);
    return result;
  } catch (error) {
    if (error instanceof RolledBack) return error.result as Result;
    throw error;
  }
};

/** What the command decides, with the entries that it asks for. */
const decided = async <Given extends BaseCtx, Input, Result extends object>(
  { ctx, targets }: CommandAttempt<Given>,
  open: OpenTransaction,
  input: Input,
  decide: Decide<Given, Input, Result>,
) => {
  const entries: NewEntry[] = [];
  const tx: Tx = {
    ...open,
    audit: (entry) => entries.push(entry),
    target: (...links) => targets.push(...links),
  };
  return { result: await decide(ctx, tx, input), entries };
};

const changeOf = (entry: NewEntry): Change => ({
  stream: entry.stream,
  subjects: (entry.subjects ?? []).map((link) => link.id),
});

const omit = (result: object, keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(result).filter(([key]) => !keys.includes(key)));

/** What JSON writes as it is: not a bigint, not NaN or an infinity. */
const isExact = (value: unknown): boolean =>
  typeof value !== "bigint" && (typeof value !== "number" || Number.isFinite(value));

const hashOf = (input: unknown): Buffer =>
  createHash("sha256")
    .update(JSON.stringify(input, (_, value: unknown) => (isExact(value) ? value : `${String(value)}n`)))
    .digest();
