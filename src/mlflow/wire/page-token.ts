import type { Ctx } from "../../context.js";
import { type Keyset, keyset } from "../../db/keyset.js";
import { DomainError } from "../../errors.js";

/** The page tokens of one search: signed, good for this query by this caller only. */
export const pageTokens = (ctx: Ctx, search: string, query: unknown): Keyset => {
  const keys = keyset(`mlflow ${search}`, [ctx.principal.id, query]);
  return {
    encode: keys.encode,
    decode: (token) => {
      if (token === "") return null;
      try {
        return keys.decode(token);
      } catch {
        throw new DomainError("INVALID_INPUT", "Invalid page token: it belongs to another query, or was altered.", {
          path: ["page_token"],
        });
      }
    },
  };
};

/** Refuses a page size that is out of range, in MLflow's words. */
export const pageSize = (given: number | bigint | undefined, standard: number | null, most: number): number => {
  const size = Number(given ?? standard ?? 0);
  if (Number.isInteger(size) && size >= 1 && size <= most) return size;
  throw new DomainError(
    "INVALID_INPUT",
    `Invalid value ${given ?? size} for parameter 'max_results' supplied: It must be at least 1 and at most ${most}.`,
    { path: ["max_results"] },
  );
};

interface Cut<Row> {
  readonly rows: readonly Row[];
  readonly token: string | undefined;
}

/** The page out of `size + 1` rows, and the token of the next one if there is one. */
export const cut = <Row>(rows: readonly Row[], size: number, tokenAfter: (last: Row) => string): Cut<Row> => {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { rows: page, token: rows.length > size && last !== undefined ? tokenAfter(last) : undefined };
};
