import { createHash } from "node:crypto";
import { typeid } from "typeid-js";
import { append } from "../audit/append.store.js";
import { buildEntry } from "../audit/entry.js";
import { DomainError } from "../errors.js";
import { AuditedRefusal, parseInput, recordRefusal, requireScope, retried } from "./attempt.js";
import { byEntries, settled } from "./commit-fate.store.js";
import { claimKey, forgetKey, keepResult } from "./idempotency.store.js";
/** Returned by a command that found nothing to change: the transaction is rolled back, no entry is due. */
export class Unchanged {
    constructor(result) {
        this.result = result;
    }
}
/** Returned by a command that must commit what it did and then refuse (a request found to be void). */
export class CommittedRefusal {
    constructor(error) {
        this.error = error;
    }
}
/**
 * Makes a command: parses the input, opens the transaction, runs `decide`, appends its entries, commits. A fresh
 * transaction is tried on serialisation failures and deadlocks only; nothing commits without an entry; a refusal is
 * recorded in a transaction of its own after the rollback.
 */
export const command = (name, options, decide) => {
    const run = async (ctx, raw) => {
        const started = performance.now();
        const attempt = { name, ctx, once: options.once ?? [], targets: [] };
        try {
            requireScope(ctx, options.scope);
            const { idempotencyKey, ...given } = raw;
            const input = parseInput(options.input, given);
            const key = parseKey(idempotencyKey);
            const result = await retried(attempt, () => inTransaction(attempt, key, input, decide));
            ctx.log.info({ command: name, ms: performance.now() - started }, "command done");
            return result;
        }
        catch (error) {
            ctx.log.info({ command: name, ms: performance.now() - started, err: error }, "command refused");
            await recordRefusal(attempt, error);
            throw error;
        }
    };
    return Object.assign(run, { commandName: name });
};
const parseKey = (key) => {
    if (key === null || key === undefined)
        return null;
    if (/^[\x21-\x7e]{1,255}$/.test(key))
        return key;
    throw new DomainError("INVALID_INPUT", "idempotencyKey: 1–255 printable ASCII characters without spaces.", {
        path: ["input", "idempotencyKey"],
    });
};
class RolledBack {
    constructor(result) {
        this.result = result;
    }
}
const inTransaction = async (attempt, key, input, decide) => {
    const { ctx, name } = attempt;
    const changes = [];
    let committing;
    const work = async (open) => {
        if (key !== null) {
            const earlier = await claimKey(open, {
                principal: ctx.principal.id,
                command: name,
                key,
                hash: hashOf(input),
            });
            if (earlier !== undefined)
                throw new RolledBack(earlier);
        }
        const entries = [];
        const tx = {
            ...open,
            audit: (entry) => entries.push(entry),
            target: (...links) => attempt.targets.push(...links),
        };
        const result = await decide(ctx, tx, input);
        if (result instanceof Unchanged)
            throw new RolledBack(result.result);
        if (entries.length === 0)
            throw new Error(`command ${name} changed something without an audit entry`);
        if (key !== null) {
            const use = { principal: ctx.principal.id, command: name, key };
            if (result instanceof CommittedRefusal)
                await forgetKey(open, use);
            else
                await keepResult(open, use, omit(result, attempt.once));
        }
        const op = typeid("op").toString();
        const appended = await append(open, op, entries.map((entry) => buildEntry(ctx, name, op, entry)));
        changes.push(...entries.map(changeOf));
        committing = byEntries(appended, result);
        return result;
    };
    try {
        const result = await settled(ctx.db.single, ctx.db.transaction(work), () => committing);
        ctx.db.announce(changes);
        if (result instanceof CommittedRefusal)
            throw new AuditedRefusal(result.error);
        return result;
    }
    catch (error) {
        if (error instanceof RolledBack)
            return error.result;
        throw error;
    }
};
const changeOf = (entry) => ({
    stream: entry.stream,
    subjects: (entry.subjects ?? []).map((link) => link.id),
});
const omit = (result, keys) => Object.fromEntries(Object.entries(result).filter(([key]) => !keys.includes(key)));
/** What JSON writes as it is: not a bigint, not NaN or an infinity. */
const isExact = (value) => typeof value !== "bigint" && (typeof value !== "number" || Number.isFinite(value));
const hashOf = (input) => createHash("sha256")
    .update(JSON.stringify(input, (_, value) => (isExact(value) ? value : `${String(value)}n`)))
    .digest();
//# sourceMappingURL=command.js.map