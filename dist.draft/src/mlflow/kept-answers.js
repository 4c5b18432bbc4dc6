import { rightsKey } from "../access/rights-key.js";
import { createModelCache } from "../registry/resolve/model-cache.js";
import { writeJson } from "./wire/json.js";
/** A longer answer is not kept. */
const LONGEST = 64 * 1024;
const KEPT = {
    entries: 20_000,
    bytes: 32 * 1024 * 1024,
    sizeOf: ({ body }) => body.length + 300,
};
/** Makes the process's kept answers, each for the rights that it was made with. */
export const createKeptAnswers = (db) => {
    const cache = createModelCache(db, KEPT);
    return {
        get: async ({ ctx, headers }, key, make) => {
            // The right comes first: what others may see, and the caller may not, is never come across here.
            const place = `${rightsKey(ctx.access.ability, "RegisteredModel", "resolve", "read")} ${key}`;
            const known = /\bno-cache\b/i.test(headers["cache-control"] ?? "") ? undefined : cache.get(place);
            if (known !== undefined)
                return known.body;
            const look = cache.begin();
            const { model, body } = await make();
            const bytes = Buffer.from(writeJson(body));
            if (bytes.length <= LONGEST)
                look.keep(place, model.id, { body: bytes });
            return bytes;
        },
    };
};
//# sourceMappingURL=kept-answers.js.map