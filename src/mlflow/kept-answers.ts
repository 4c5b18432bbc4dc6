import type { IncomingHttpHeaders } from "node:http";
import { rightsKey } from "../access/rights-key.js";
import type { Ctx } from "../context.js";
import type { Database } from "../db/database.js";
import { type CacheLimits, createModelCache } from "../registry/resolve/model-cache.js";
import type { ModelDetails } from "../registry/version-details.queries.js";
import { writeJson } from "./wire/json.js";

type Model = Pick<ModelDetails, "id">;

interface Kept {
  readonly body: Buffer;
}

interface Caller {
  readonly ctx: Ctx;
  readonly headers: IncomingHttpHeaders;
}

/** Answers of hot calls as bytes, kept for the rights that they were made with, dropped when their model changes. */
export interface KeptAnswers {
  /**
   * The answer under `key`, which names the call and what it asks; made by `make` when it is not kept, or when the
   * caller wants it fresh (`Cache-Control: no-cache`).
   */
  get(call: Caller, key: string, make: () => Promise<{ model: Model; body: object }>): Promise<Buffer>;
}

const reading = rightsKey("RegisteredModel", "resolve", "read");

/** A longer answer is not kept. */
const LONGEST = 64 * 1024;

const KEPT: CacheLimits<Kept> = {
  entries: 20_000,
  bytes: 32 * 1024 * 1024,
  sizeOf: ({ body }) => body.length + 300,
};

/** Makes the process's kept answers, each for the rights that it was made with. */
export const createKeptAnswers = (db: Database): KeptAnswers => {
  const cache = createModelCache(db, KEPT);
  return {
    get: async ({ ctx, headers }, key, make) => {
      // The right comes first: what others may see, and the caller may not, is never come across here.
      const place = `${reading(ctx.access.ability)} ${key}`;
      const known = /\bno-cache\b/i.test(headers["cache-control"] ?? "") ? undefined : cache.get(place);
      if (known !== undefined) return known.body;
      const look = cache.begin();
      const { model, body } = await make();
      const bytes = Buffer.from(writeJson(body));
      if (bytes.length <= LONGEST) look.keep(place, model.id, { body: bytes });
      return bytes;
    },
  };
};
