import { setTimeout as sleep } from "node:timers/promises";
import { typeid } from "typeid-js";
import { append } from "../audit/append.store.js";
import { buildEntry } from "../audit/entry.js";
import { isRetryable } from "../db/faults.js";
import { DomainError, errorCodes, forbidden } from "../errors.js";
import { byEntries, settled } from "./commit-fate.store.js";
/** Refuses a credential without the scope that the act needs; null asks for none. */
export const requireScope = (ctx, scope) => {
    if (scope !== null && !ctx.credential.scopes.has(scope))
        throw forbidden(`This token lacks the scope ${scope}.`);
};
const ATTEMPTS = 3;
/** The input by its schema, or INVALID_INPUT that names the field. */
export const parseInput = (schema, raw) => {
    const parsed = schema.safeParse(raw);
    if (parsed.success)
        return parsed.data;
    const issue = parsed.error.issues[0];
    const path = ["input", ...(issue?.path ?? []).map(String)];
    throw new DomainError("INVALID_INPUT", `${path.slice(1).join(".") || "input"}: ${issue?.message ?? "malformed"}`, {
        path,
    });
};
/** Does something that leaves no entry when it is done; the entry of a refusal it does leave. */
export const attempted = async (name, ctx, run) => {
    const started = performance.now();
    const attempt = { name, ctx, targets: [] };
    try {
        const result = await run(attempt);
        ctx.log.debug({ ingest: name, ms: performance.now() - started }, "ingest done");
        return result;
    }
    catch (error) {
        ctx.log.info({ ingest: name, ms: performance.now() - started, err: error }, "ingest refused");
        await recordRefusal(attempt, error);
        throw error;
    }
};
/** Runs a transaction, afresh up to three times after serialisation failures and deadlocks only. */
export const retried = async (attempt, run) => {
    for (let tries = 1;; tries++) {
        try {
            attempt.targets = [];
            return await run();
        }
        catch (error) {
            if (!isRetryable(error))
                throw error;
            if (tries === ATTEMPTS)
                throw new DomainError("UNAVAILABLE", "Too many changes to the same thing at once; retry.", { cause: error });
            await sleep(Math.random() * 20 * 2 ** tries);
        }
    }
};
/** Carries a refusal whose entry is committed already past `recordRefusal`. */
export class AuditedRefusal extends DomainError {
    constructor(error) {
        super(error.code, error.message, { path: error.path, details: error.details });
    }
}
/** A refused attempt must not vanish with the rollback: it goes to the actor's own stream, in its own transaction. */
export const recordRefusal = async (attempt, error) => {
    const { ctx, name, targets } = attempt;
    if (error instanceof AuditedRefusal)
        return;
    const code = error instanceof DomainError ? error.code : "INTERNAL";
    const outcome = errorCodes[code].outcome;
    if (outcome === null || code === "UNAVAILABLE")
        return;
    const entry = {
        stream: ctx.principal.id,
        label: ctx.principal.handle,
        outcome,
        subjects: targets,
        decision: { code },
    };
    try {
        const op = typeid("op").toString();
        let committing;
        const appending = ctx.db.transaction(async (tx) => {
            committing = byEntries(await append(tx, op, [buildEntry(ctx, name, op, entry)]), undefined);
        });
        await settled(ctx.db.single, appending, () => committing);
    }
    catch (failure) {
        ctx.log.error({ err: failure, command: name }, "refusal not audited");
        throw new DomainError("UNAVAILABLE", "The refusal could not be recorded; retry.", { cause: failure });
    }
};
//# sourceMappingURL=attempt.js.map