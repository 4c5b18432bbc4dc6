import { attempted, parseInput, requireScope, retried } from "./attempt.js";
import { numberOf, settled } from "./commit-fate.store.js";
/**
 * Makes an ingest, the sibling of `command` for what leaves no entry of its own: metric points, params, tags, inputs
 * and files of runs. It takes a transaction, fresh retries and the entry of a refusal; what it writes must be such that
 * the same call sent twice counts once, or it settles.
 */
export const ingest = (name, options, write) => (ctx, raw) => attempted(name, ctx, async (attempt) => {
    requireScope(ctx, "WRITE");
    const input = parseInput(options.input, raw);
    const target = (...links) => void attempt.targets.push(...links);
    const work = (open) => write(ctx, { ...open, target }, input);
    const { settles } = options;
    return retried(attempt, () => (settles ? settling(ctx, work, settles) : ctx.db.transaction(work)));
});
const settling = async (ctx, work, isDone) => {
    let committing;
    const transaction = ctx.db.transaction(async (open) => {
        const result = await work(open);
        committing = { numbered: await numberOf(open), isThere: (db) => isDone(db, result), result };
        return result;
    });
    return settled(ctx.db.single, transaction, () => committing);
};
//# sourceMappingURL=ingest.js.map