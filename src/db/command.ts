import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { typeid } from "typeid-js";
import type { ZodType, z } from "zod";
import type { Scope } from "../access/caller.js";
import { append } from "../audit/append.store.js";
import { buildEntry, type Link, type NewEntry } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import { DomainError, errorCodes, forbidden } from "../errors.js";
import type { Change, OpenTransaction } from "./database.js";
import { isRetryable } from "./faults.js";
import { claimKey, forgetKey, keepResult } from "./idempotency.store.js";

/** A command's transaction: every statement of the change, and the entries that will say so. */
export interface Tx extends OpenTransaction {
  /** Adds an entry to those appended last in this transaction. */
  audit(entry: NewEntry): void;
  /** Names the target, once the caller is known to read it, for the entry of a refusal. */
  target(...links: Link[]): void;
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
  /** The token scope that the act needs. */
  scope: Scope;
  input: Schema;
  /** Keys of the result that are shown once and never again on an idempotent replay. */
  once?: readonly string[];
}

export type Command<Input, Result> = ((ctx: Ctx, input: Input) => Promise<Result>) & { readonly commandName: string };

const ATTEMPTS = 3;

/**
 * Makes a command: parses the input, opens the transaction, runs `decide`, appends its entries, commits. A fresh
 * transaction is tried on serialisation failures and deadlocks only; nothing commits without an entry; a refusal is
 * recorded in a transaction of its own after the rollback.
 */
export const command = <Schema extends ZodType, Result extends object>(
  name: string,
  options: CommandOptions<Schema>,
  decide: (ctx: Ctx, tx: Tx, input: z.output<Schema>) => Promise<Result | Unchanged<Result> | CommittedRefusal>,
): Command<z.input<Schema> & { idempotencyKey?: string | null | undefined }, Result> => {
  const run = async (
    ctx: Ctx,
    raw: z.input<Schema> & { idempotencyKey?: string | null | undefined },
  ): Promise<Result> => {
    const started = performance.now();
    const attempt: Attempt = { name, ctx, once: options.once ?? [], targets: [] };
    try {
      if (!ctx.credential.scopes.has(options.scope)) throw forbidden(`This token lacks the scope ${options.scope}.`);
      const { idempotencyKey, ...given } = raw as { idempotencyKey?: string | null };
      const input = parseInput(options.input, given);
      const result = await withRetries(attempt, parseKey(idempotencyKey), input, decide);
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

interface Attempt {
  readonly name: string;
  readonly ctx: Ctx;
  readonly once: readonly string[];
  targets: Link[];
}

const parseInput = <Schema extends ZodType>(schema: Schema, raw: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = ["input", ...(issue?.path ?? []).map(String)];
  throw new DomainError("INVALID_INPUT", `${path.slice(1).join(".") || "input"}: ${issue?.message ?? "malformed"}`, {
    path,
  });
};

const parseKey = (key: string | null | undefined): string | null => {
  if (key === null || key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new DomainError("INVALID_INPUT", "idempotencyKey: 1–255 printable ASCII characters without spaces.", {
    path: ["input", "idempotencyKey"],
  });
};

type Decide<Input, Result> = (ctx: Ctx, tx: Tx, input: Input) => Promise<Result | Unchanged<Result> | CommittedRefusal>;

const withRetries = async <Input, Result extends object>(
  attempt: Attempt,
  key: string | null,
  input: Input,
  decide: Decide<Input, Result>,
): Promise<Result> => {
  for (let tries = 1; ; tries++) {
    try {
      attempt.targets = [];
      return await inTransaction(attempt, key, input, decide);
    } catch (error) {
      if (!isRetryable(error)) throw error;
      if (tries === ATTEMPTS)
        throw new DomainError("UNAVAILABLE", "Too many changes to the same thing at once; retry.", { cause: error });
      await sleep(Math.random() * 20 * 2 ** tries);
    }
  }
};

class RolledBack<Result> {
  constructor(readonly result: Result) {}
}

const inTransaction = async <Input, Result extends object>(
  attempt: Attempt,
  key: string | null,
  input: Input,
  decide: Decide<Input, Result>,
): Promise<Result> => {
  const { ctx, name } = attempt;
  const changes: Change[] = [];
  const work = async (open: OpenTransaction): Promise<Result | CommittedRefusal> => {
    if (key !== null) {
      const earlier = await claimKey<Result>(open, {
        principal: ctx.principal.id,
        command: name,
        key,
        hash: hashOf(input),
      });
      if (earlier !== undefined) throw new RolledBack(earlier);
    }
    const entries: NewEntry[] = [];
    const tx: Tx = {
      ...open,
      audit: (entry) => entries.push(entry),
      target: (...links) => attempt.targets.push(...links),
    };
    const result = await decide(ctx, tx, input);
    if (result instanceof Unchanged) throw new RolledBack(result.result);
    if (entries.length === 0) throw new Error(`command ${name} changed something without an audit entry`);
    if (key !== null) {
      const use = { principal: ctx.principal.id, command: name, key };
      if (result instanceof CommittedRefusal) await forgetKey(open, use);
      else await keepResult(open, use, omit(result, attempt.once));
    }
    const op = typeid("op").toString();
    await append(
      open,
      entries.map((entry) => buildEntry(ctx, name, op, entry)),
    );
    changes.push(...entries.map(changeOf));
    return result;
  };
  try {
    const result = await ctx.db.transaction(work);
    ctx.db.announce(changes);
    if (result instanceof CommittedRefusal) throw new AuditedRefusal(result.error);
    return result;
  } catch (error) {
    if (error instanceof RolledBack) return error.result as Result;
    throw error;
  }
};

/** Carries a refusal whose entry is committed already past `recordRefusal`. */
class AuditedRefusal extends DomainError {
  constructor(error: DomainError) {
    super(error.code, error.message, { path: error.path, details: error.details });
  }
}

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

/** A refused attempt must not vanish with the rollback: it goes to the actor's own stream, in its own transaction. */
const recordRefusal = async (attempt: Attempt, error: unknown): Promise<void> => {
  const { ctx, name, targets } = attempt;
  if (error instanceof AuditedRefusal) return;
  const code = error instanceof DomainError ? error.code : "INTERNAL";
  const outcome = errorCodes[code].outcome;
  if (outcome === null || code === "UNAVAILABLE") return;
  const entry: NewEntry = {
    stream: ctx.principal.id,
    label: ctx.principal.handle,
    outcome,
    subjects: targets,
    decision: { code },
  };
  try {
    const op = typeid("op").toString();
    await ctx.db.transaction((tx) => append(tx, [buildEntry(ctx, name, op, entry)]));
  } catch (failure) {
    ctx.log.error({ err: failure, command: name }, "refusal not audited");
    throw new DomainError("UNAVAILABLE", "The refusal could not be recorded; retry.", { cause: failure });
  }
};
