import { createHash } from "node:crypto";
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

/** What a search asks, by how a message begins that calls it something else: how it is called there, and what it is. */
type Asked = Readonly<Record<string, readonly [called: string, value: unknown]>>;

const markOf = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each)))
    .digest("base64url");

/** As `pageTokens`, but whoever goes on with another question is told, in MLflow's words, which part of it is another. */
export const pageTokensTold = (ctx: Ctx, search: string, asked: Asked): Keyset => {
  const tokens = pageTokens(ctx, search, null);
  const parts = Object.entries(asked).map(([begin, [called, value]]) => ({ begin, called, mark: markOf(value) }));
  return {
    encode: (...place) => tokens.encode(...parts.map(({ mark }) => mark), ...place),
    decode: (token) => {
      const found = tokens.decode(token);
      if (found === null) return null;
      for (const [index, { begin, called, mark }] of parts.entries())
        if (found[index] !== mark)
          throw new DomainError(
            "INVALID_INPUT",
            `Invalid page token: ${begin} in the page token do${begin.endsWith("s") ? "" : "es"} not match the requested ${called}.`,
            { path: ["page_token"] },
          );
      return found.slice(parts.length);
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
