import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";

const PAGE = 1_000;

/** A page of a long list, and whether it is the last. */
interface Piece<Row> {
  readonly rows: Row[];
  readonly isLast: boolean;
}

/** Reads the next page; `read` gives at most `limit` rows. */
export type Pages = <Row>(read: (limit: number) => Promise<Row[]>) => Promise<Piece<Row>>;

/** Pages of one length, all of which stay in memory: together they are one answer. */
export const pagesOfOne: Pages = async (read) => {
  const rows = await read(PAGE);
  return { rows, isLast: rows.length < PAGE };
};

/**
 * Pages that are sent one by one and then let go: a page takes fewer rows where they are large, or where the service holds
 * much for others, and more again after it.
 */
export const pagesInPieces = (budget: Ctx["budget"]): Pages => {
  let limit = PAGE;
  return async (read) => {
    for (;;) {
      budget.nextPiece();
      try {
        const asked = limit;
        const rows = await read(asked);
        limit = Math.min(PAGE, asked * 2);
        return { rows, isLast: rows.length < asked };
      } catch (error) {
        if (!isTooMuch(error) || limit === 1) throw error;
        limit = Math.ceil(limit / 4);
      }
    }
  };
};

const isTooMuch = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === "COST_LIMIT_EXCEEDED" || error.code === "BUSY");
