import type { IncomingHttpHeaders } from "node:http";
import type { Ctx } from "../context.js";
import type { Database } from "../db/database.js";
import { type CacheLimits, createModelCache } from "../registry/resolve/model-cache.js";
import type { ModelDetails } from "../registry/version-details.queries.js";
import { writeJson } from "./wire/json.js";

type Model = Pick<ModelDetails, "id" | "teamId" | "visibility">;

interface Kept {
  readonly model: Model;
  readonly body: Buffer;
}

interface Caller {
  readonly ctx: Ctx;
  readonly headers: IncomingHttpHeaders;
}

/** Answers of hot calls as bytes, authorised before they are given, dropped when their model changes. */
export interface KeptAnswers {
  /**
   * The answer under `key`, which names the call and what it asks; made by `make` when it is not kept, or when the
   * caller wants it fresh (`Cache-Control: no-cache`).
   */
  get(call: Caller, key: string, make: () => Promise<{ model: Model; body: object }>): Promise<Buffer>;
}

/** A longer answer is not kept. */
const LONGEST = 64 * 1024;

const KEPT: CacheLimits<Kept> = {
  entries: 20_000,
  bytes: 32 * 1024 * 1024,
  sizeOf: ({ body }) => body.length + 300,
};

const mayHave = ({ access: { ability } }: Ctx, { id, teamId, visibility }: Model): boolean => {
  const subject = { type: "RegisteredModel", id, teamId, visibility } as const;
  return ability.can("resolve", subject) || ability.can("read", subject);
};

/** Makes the process's kept answers. A caller who may not have one asks the database, which says why. */
export const createKeptAnswers = (db: Database): KeptAnswers => {
  const cache = createModelCache(db, KEPT);
  return {
    get: async ({ ctx, headers }, key, make) => {
      const known = /\bno-cache\b/i.test(headers["cache-control"] ?? "") ? undefined : cache.get(key);
      if (known !== undefined && mayHave(ctx, known.model)) return known.body;
      const look = cache.begin();
      const { model, body } = await make();
      const bytes = Buffer.from(writeJson(body));
      if (bytes.length <= LONGEST) look.keep(key, model.id, { model, body: bytes });
      return bytes;
    },
  };
};
