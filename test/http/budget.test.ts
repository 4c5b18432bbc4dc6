import { describe, expect, it } from "vitest";
import { DomainError } from "../../src/errors.js";
import { pagesInPieces } from "../../src/evidence/fitting-pages.js";
import { Budget, createInFlight } from "../../src/http/budget.js";

const MIB = 2 ** 20;

const codeOf = (run: () => void): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe("a request's budget", () => {
  it("ends an answer at its bound, and every read after it", () => {
    const budget = new Budget(createInFlight(100 * MIB), 2 * MIB);
    budget.answer(2 * MIB, 2 * MIB);
    expect(codeOf(() => budget.answer(1, 1))).toBe("COST_LIMIT_EXCEEDED");
    expect(codeOf(() => budget.answer(0, 0))).toBe("COST_LIMIT_EXCEEDED");
  });

  it("shares the process's bytes with all others; what is small passes always", () => {
    const all = createInFlight(10 * MIB);
    const [first, second, third] = [new Budget(all), new Budget(all), new Budget(all)] as const;
    first.hold(8 * MIB);
    expect(codeOf(() => second.hold(3 * MIB))).toBe("BUSY");
    second.hold(2 * MIB);
    expect(codeOf(() => third.hold(65 * 1_024))).toBe("BUSY");
    third.hold(64 * 1_024);
    first.close();
    third.hold(7 * MIB);
  });

  it("lets a request pass that is alone, however small the heap: it would be told to come again for ever", () => {
    const all = createInFlight(10 * MIB);
    const [first, second] = [new Budget(all), new Budget(all)] as const;
    first.hold(8 * MIB);
    first.hold(8 * MIB);
    expect(codeOf(() => second.hold(MIB))).toBe("BUSY");
    first.close();
    second.hold(16 * MIB);
  });

  it("is given back when the response is closed and the handler is done, whichever comes last", async () => {
    const all = createInFlight(10 * MIB);
    const left = new Budget(all);
    const { promise, resolve } = Promise.withResolvers<void>();
    const handling = left.during(() => promise);
    left.hold(5 * MIB);
    left.close();
    expect(all.held).toBe(5 * MIB);
    resolve();
    await handling;
    expect(all.held).toBe(0);
    const stayed = new Budget(all);
    await stayed.during(() => stayed.hold(5 * MIB));
    expect(all.held).toBe(5 * MIB);
    stayed.close();
    expect(all.held).toBe(0);
  });
});

describe("pages that are sent one by one", () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => index);
  /** Reads a list whose rows are large in the middle, each counted as the driver would. */
  const listed = async (budget: Budget): Promise<{ read: number[]; most: number }> => {
    const pages = pagesInPieces(budget);
    const read: number[] = [];
    let most = 0;
    for (;;) {
      const page = await pages(async (limit) => {
        const found = rows.slice(read.length, read.length + limit);
        for (const row of found) {
          const bytes = row > 1_500 && row < 1_700 ? MIB : 100;
          budget.answer(bytes, bytes);
        }
        return found;
      });
      read.push(...page.rows);
      most = Math.max(most, page.rows.length);
      if (page.isLast) return { read, most };
    }
  };

  it("hold fewer rows where they are large, lose none, and let go of what was sent", async () => {
    const all = createInFlight(16 * MIB);
    const budget = new Budget(all, 8 * MIB);
    expect(await listed(budget)).toEqual({ read: rows, most: 1_000 });
    budget.close();
    expect(all.held).toBe(0);
  });

  it("go on while others fill the memory, by small steps", async () => {
    const all = createInFlight(4 * MIB);
    new Budget(all).hold(4 * MIB - 1_000);
    const pages = pagesInPieces(new Budget(all, 8 * MIB));
    const page = await pages(async (limit) => rows.slice(0, limit));
    expect(page.rows).toHaveLength(1_000);
  });
});
