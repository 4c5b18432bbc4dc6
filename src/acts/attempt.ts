import { setTimeout as sleep } from "node:timers/promises";
import type { ZodType, z } from "zod";
import type { Json } from "../../verify/canonical-json.js";
import { hasScope, type Scope } from "../access/principal.js";
import { append } from "../audit/append.store.js";
import { auditedGate } from "../audit/audited-gate.js";
import { buildEntry, type Link, type NewEntry } from "../audit/entry.js";
import type { BaseCtx } from "../context.js";
import { isRetryable } from "../db/faults.js";
import { newId } from "../db/ids.js";
import { DomainError, type ErrorCode, errorCodes, forbidden } from "../errors.js";
import { byEntries, type Committing, settled } from "./commit-fate.store.js";
import { whenReady } from "./unready.js";

/** One call of a command or of an ingest: what the entry of its refusal needs. */
export interface Attempt {
  readonly name: string;
  readonly ctx: BaseCtx;
  targets: Link[];
}

/** Refuses a credential without the scope that the act needs; null asks for none. */
export const requireScope = (ctx: BaseCtx, scope: Scope | null): void => {
  if (scope !== null && !hasScope(ctx.credential, scope)) throw forbidden(`This token lacks the scope ${scope}.`);
};

const ATTEMPTS = 3;

/** The input by its schema, or INVALID_INPUT that names the field. */
export const parseInput = <Schema extends ZodType>(schema: Schema, raw: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = ["input", ...(issue?.path ?? []).map(String)];
  throw new DomainError("INVALID_INPUT", `${path.slice(1).join(".") || "input"}: ${issue?.message ?? "malformed"}`, {
    path,
  });
};

/** Does something that leaves no entry when it is done; the entry of a refusal it does leave. */
export const attempted = async <Result>(
  name: string,
  ctx: BaseCtx,
  run: (attempt: Attempt) => Promise<Result>,
): Promise<Result> => {
  const started = performance.now();
  const attempt: Attempt = { name, ctx, targets: [] };
  try {
    const result = await run(attempt);
    ctx.log.debug({ ingest: name, ms: performance.now() - started }, "ingest done");
    return result;
  } catch (error) {
    ctx.log.info({ ingest: name, ms: performance.now() - started, err: error }, "ingest refused");
    await recordRefusal(attempt, error);
    throw error;
  }
};

/** Runs a transaction, afresh up to three times after serialisation failures and deadlocks only. */
export const retried = async <Result>(attempt: Attempt, run: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries++) {
    try {
      return await whenReady(attempt.ctx, () => {
        attempt.targets = [];
        return run();
      });
    } catch (error) {
      if (!isRetryable(error)) throw error;
      if (tries === ATTEMPTS)
        throw new DomainError("UNAVAILABLE", "Too many changes to the same thing at once; retry.", { cause: error });
      await sleep(Math.random() * 20 * 2 ** tries);
    }
  }
};

/** Carries a refusal whose entry is committed already past `recordRefusal`. */
export class AuditedRefusal extends DomainError {
  constructor(error: DomainError) {
    super(error.code, error.message, { path: error.path, details: error.details });
  }
}

/** What a refusal rested on, where its entry must tell: what every gate said, with copies of all that it looked at. */
const factsOf = (error: unknown): { gates?: Json } => {
  if (!(error instanceof DomainError && error.is("GATES_FAILED"))) return {};
  return { gates: error.details.gates.map(auditedGate) };
};

/** A refused attempt must not vanish with the rollback: it goes to the actor's own stream, in its own transaction. */
export const recordRefusal = async (attempt: Attempt, error: unknown): Promise<void> => {
  const { ctx, name, targets } = attempt;
  if (error instanceof AuditedRefusal) return;
  const code: ErrorCode = error instanceof DomainError ? error.code : "INTERNAL";
  const outcome = errorCodes[code].outcome;
  if (outcome === null || code === "UNAVAILABLE") return;
  const entry: NewEntry = {
    stream: ctx.principal.id,
    label: ctx.principal.handle,
    outcome,
    subjects: targets,
    decision: { code, ...factsOf(error) },
  };
  try {
    const op = newId("op");
    let committing: Committing<void> | undefined;
    const appending = ctx.db.transaction(async (tx) => {
      committing = byEntries(await append(tx, op, [buildEntry(ctx, name, op, entry)]), undefined);
    });
    await settled(ctx.db.single, appending, () => committing);
  } catch (failure) {
    ctx.log.error({ err: failure, command: name }, "refusal not audited");
    throw new DomainError("UNAVAILABLE", "The refusal could not be recorded; retry.", { cause: failure });
  }
};
