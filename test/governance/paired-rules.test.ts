import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChampionGate, Gate } from "../../src/governance/gates/gate.js";
import { evaluateGate, judgeGate } from "../../src/governance/gates/gate-rules.js";
import type { PairedInputs } from "../../src/governance/gates/kinds/paired-rules.js";
import { type Comparison, compareTables } from "../../src/governance/gates/paired/compare-tables.js";
import { tableLimits } from "../../src/governance/gates/paired/table-limits.js";

/** Scores of single rows, compared. */

const asked = { row: "id", score: "loss", confidence: 0.95 };
const bytes = (text: string) => new TextEncoder().encode(text);
const json = (rows: readonly (readonly unknown[])[], columns = ["id", "loss"]) =>
  bytes(JSON.stringify({ columns, data: rows }));
const csv = (rows: readonly (readonly unknown[])[]) =>
  bytes(`id,loss\r\n${rows.map((row) => row.join(",")).join("\r\n")}`);
const rows = (count: number, score: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => [`r${index}`, score(index)]);
/** What `JSON.parse` and what follows it say: another member keeps a table from being scanned. */
const outcomeOf = (text: string) => {
  try {
    const again = bytes(JSON.stringify({ index: [], ...JSON.parse(text) }));
    return compareTables(again, again, asked);
  } catch {
    return { problem: expect.stringContaining("the table of the candidate") };
  }
};
/** 40 rows, of which the candidate's are 0.1, 0.2, 0.3 and 0.4 above the champion's, in turn. */
const mine = rows(40, (index) => 1 + ((index % 4) + 1) / 10);
const theirs = rows(40, () => 1);

describe("two tables", () => {
  it("are joined by row whatever their order and form, and give mean, standard error and Student's t", () => {
    // As a spreadsheet has it: AVERAGE, STDEV.S / SQRT(COUNT), T.INV(0.95, COUNT - 1).
    const said = { rows: 40, mean: 0.25, standardError: 0.017902871851, quantile: 1.68487512171 };
    for (const one of [json(mine), csv(mine), json(mine.toReversed())])
      for (const other of [json(theirs), csv(theirs)]) expect(compareTables(one, other, asked)).toEqual(said);
    const wide = json(
      mine.map(([id, loss]) => ["x", loss, id]),
      ["text", "loss", "id"],
    );
    expect(compareTables(wide, json(theirs), asked)).toEqual(said);
  });

  it("take numbers for names of rows as they are written, in either form", () => {
    const numbered = rows(30, (index) => index).map(([, score], index) => [index, score]);
    expect(compareTables(json(numbered), csv(numbered), asked)).toMatchObject({ rows: 30, mean: 0, standardError: 0 });
  });

  it("are read as spreadsheets and pandas write CSV: quotes, commas and lines within them, a mark of the order of bytes, either line end", () => {
    const names = ["a, b", 'the "old" one', "two\nlines", "two\r\nlines", "é", ...rows(35, () => 0).map(([id]) => id)];
    const quoted = (cell: unknown) => `"${String(cell).replaceAll('"', '""')}"`;
    const written = (scores: readonly (readonly unknown[])[], end: string) =>
      bytes(["id,note,loss", ...scores.map(([, score], at) => `${quoted(names[at])},"x,y",${score}`), ""].join(end));
    const said = compareTables(json(mine.map(([, score], at) => [names[at], score])), written(theirs, "\n"), asked);
    expect(said).toMatchObject({ rows: 40, mean: 0.25 });
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...written(mine, "\r\n")]);
    expect(compareTables(marked, written(theirs, "\n"), asked)).toEqual(said);
  });

  it.each<[string, Uint8Array, Uint8Array, string]>([
    ["no text", new Uint8Array([0xff, 0xfe]), json(theirs), "the table of the candidate cannot be read"],
    ["no JSON", bytes("{"), json(theirs), "the table of the candidate cannot be read"],
    ["records", bytes('{"rows": []}'), json(theirs), "no table as mlflow.log_table writes it"],
    ["an open quote", json(mine), bytes('id,loss\n"r1,2'), "the table of the champion is no CSV"],
    ["another column", json(mine, ["id", "gain"]), json(theirs), 'has no column "loss"'],
    ["a row without name", json([[null, 1], ...mine]), json(theirs), 'whose "id" is neither text nor number'],
    ["a row twice", json([...mine, ["r0", 1]]), json(theirs), 'has row "r0" twice'],
    ["NaN, as pandas writes it", json([...mine, ["r", null]]), json(theirs), 'no number in "loss" of row "r"'],
    ["text for a score", csv([...mine, ["r", "much"]]), json(theirs), 'no number in "loss" of row "r"'],
    ["an empty score", csv([...mine, ["r", " "]]), json(theirs), 'no number in "loss" of row "r"'],
    ["hexadecimal digits", csv([...mine, ["r", "0x10"]]), json(theirs), 'no number in "loss" of row "r"'],
    ["an infinity", csv([...mine, ["r", "Infinity"]]), json(theirs), 'no number in "loss" of row "r"'],
    ["a row more", json([...mine, ["r40", 1]]), json(theirs), 'row "r40" is in one table only'],
    ["a row less", json(mine.slice(1)), json(theirs), 'row "r0" is in one table only'],
    ["29 rows", json(mine.slice(0, 29)), json(theirs.slice(0, 29)), "29 rows are too few"],
    ["nothing", bytes(""), json(theirs), 'has no column "id"'],
    ["numbers beyond numbers", json(rows(30, () => 1e308)), json(rows(30, () => -1e308)), "too large to be compared"],
  ])("with %s say why nobody can compare them", (_, one, other, problem) =>
    expect(compareTables(one, other, asked)).toEqual({ problem: expect.stringContaining(problem) }),
  );

  it("say the same whether they are scanned or parsed", () => {
    const id = fc.oneof(
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom("", "é", 'a"b', "7", "\\u0007", 1e21, -0, null),
    );
    const score = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom<unknown>(1, "2", null, true, [3], {}, -0));
    const more = fc.oneof(fc.string(), fc.integer(), fc.constantFrom<unknown>(null, false, [1], { a: "b" }));
    const table = fc.array(fc.tuple(more, fc.oneof({ weight: 20, arbitrary: fc.nat(1e6) }, id), score));
    const plain = Array.from({ length: 30 }, (_, index) => ["x", `p${index}`, index / 7]);
    const parsed = (text: string) => bytes(`${text.slice(0, -1)},"index":[]}`);
    fc.assert(
      fc.property(table, fc.boolean(), fc.nat(), (given, isSpaced, cut) => {
        const whole = { columns: ["more", "id", "loss"], data: [...plain, ...given] };
        const text = isSpaced ? JSON.stringify(whole, null, "\t") : JSON.stringify(whole);
        const said = compareTables(parsed(text), parsed(text), asked);
        expect(compareTables(bytes(text), bytes(text), asked)).toEqual(said);
        const place = cut % text.length;
        const broken = text.slice(0, place) + text.slice(place + 1);
        expect(compareTables(bytes(broken), bytes(broken), asked)).toEqual(outcomeOf(broken));
      }),
    );
  });

  it("of one row more than a million are refused, of a million compared", () => {
    const many = (count: number) => csv(Array.from({ length: count }, (_, index) => [index, index % 7]));
    const most = many(tableLimits.rows);
    expect(compareTables(most, most, asked)).toMatchObject({ rows: 1_000_000, mean: 0 });
    expect(compareTables(many(tableLimits.rows + 1), most, asked)).toEqual({
      problem: "the table of the candidate has more than 1,000,000 rows",
    });
  });

  it("say the opposite the other way round, whatever the scores", () => {
    const scores = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(scores, (given) => {
        const one = json(given.map((score, index) => [index, score]));
        const other = json(given.map((_, index) => [index, index]));
        const [there, back] = [compareTables(one, other, asked), compareTables(other, one, asked)];
        if ("problem" in there || "problem" in back) throw new Error("no problem was expected");
        expect(back.mean + 0).toBe(0 - there.mean);
        expect(back.standardError).toBe(there.standardError);
      }),
    );
  });
});

describe("a champion gate with paired scores", () => {
  const paired = { table: "scores.json", row: "id", score: "loss" };
  const gate = (more: Partial<ChampionGate> = {}): Gate => ({
    key: "surely-better",
    champion: { paired, direction: "HIGHER", ...more },
  });
  const run = {
    dataset: { name: "recent", digest: "499c" },
    run: "run_1",
    attempts: 2,
    at: "2026-11-30T00:00:00Z",
    table: "ab",
  };
  const inputs = (comparison: Comparison | null, more: Partial<PairedInputs> = {}): PairedInputs => ({
    model: "churn",
    version: 8,
    candidate: run,
    champion: { id: "mv_7", version: 7, measured: { ...run, run: "run_2" }, sameData: true },
    comparison,
    ...more,
  });
  const said = (mean: number, standardError = 0.1): Comparison => ({ rows: 40, mean, standardError, quantile: 2 });

  it.each<[string, Partial<ChampionGate>, PairedInputs, string]>([
    ["passes above the margin", { margin: 0.05 }, inputs(said(0.26)), "PASSED"],
    ["passes at the margin, as decimals", { margin: 0.1 }, inputs(said(0.3)), "PASSED"],
    ["fails just short of it", { margin: 0.1 }, inputs(said(0.299999)), "FAILED"],
    ["fails where the mean is better and the interval is not", {}, inputs(said(0.19)), "FAILED"],
    ["fails at nothing where the margin is nothing", {}, inputs(said(0, 0)), "FAILED"],
    ["passes within a negative margin", { margin: -0.2 }, inputs(said(0)), "PASSED"],
    ["takes less for better", { direction: "LOWER" }, inputs(said(-0.3)), "PASSED"],
    ["takes more for worse then", { direction: "LOWER" }, inputs(said(0.3)), "FAILED"],
    ["fails where nobody can compare", {}, inputs({ problem: "row 1 is in one table only" }), "FAILED"],
    ["waits for the candidate's run", {}, inputs(null, { candidate: null }), "PENDING"],
    ["waits for its table", {}, inputs(null, { candidate: { ...run, table: null } }), "PENDING"],
    ["passes without a champion", {}, inputs(null, { champion: null }), "PASSED"],
    ["fails without one where it says so", { without: "FAIL" }, inputs(null, { champion: null }), "FAILED"],
    [
      "waits for the same data",
      {},
      inputs(said(1), { champion: { id: "mv_7", version: 7, measured: run, sameData: false } }),
      "PENDING",
    ],
    [
      "waits for the champion's run",
      {},
      inputs(null, { champion: { id: "mv_7", version: 7, measured: null, sameData: false } }),
      "PENDING",
    ],
  ])("%s", (_, more, given, verdict) => expect(judgeGate(gate(more), given).verdict).toBe(verdict));

  it("says the bound, and the line that brings a table", () => {
    expect(judgeGate(gate(), inputs(said(0.19)))).toMatchObject({
      observed: "40 rows on recent@499c beside version 7: mean improvement 0.19, standard error 0.1, lower bound -0.01",
      cause: "the lower bound -0.01 of the mean improvement over version 7 is not above 0",
    });
    expect(judgeGate(gate(), inputs(null, { candidate: { ...run, table: null } })).cause).toContain(
      'mlflow.log_table(…, "scores.json") in that run',
    );
  });

  it("says the same with the same digest of what it stored", () => {
    const first = evaluateGate({ policy: "pol_1", gate: gate() }, inputs(said(0.3)), "2026-11-30T00:00:00Z");
    const stored = JSON.parse(JSON.stringify(first.inputs)) as PairedInputs;
    const again = evaluateGate({ policy: "pol_1", gate: gate() }, stored, "2027-01-01T00:00:00Z");
    expect([again.verdict, again.evidence, again.attempts]).toEqual([first.verdict, first.evidence, 2]);
  });
});
