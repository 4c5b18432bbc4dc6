import { describe, expect, it } from "vitest";
import {
  countsFor,
  type EvaluatedOn,
  isSameData,
  type KnownEvaluation,
  newestEvaluation,
  newestOfEach,
  selects,
} from "../../src/registry/evaluations/evaluation-rules.js";

const on = (more: Partial<EvaluatedOn> = {}): EvaluatedOn => ({
  name: "recent",
  digest: "d1",
  schemaDigest: "s1",
  rows: "1000",
  sha256: "h1",
  ...more,
});

describe("the same data", () => {
  const table: [what: string, one: Partial<EvaluatedOn>, other: Partial<EvaluatedOn>, same: boolean][] = [
    ["equal in all", {}, {}, true],
    ["of another name", {}, { name: "other" }, true],
    ["of equal name and another digest", {}, { digest: "d2" }, false],
    ["of another schema", {}, { schemaDigest: "s2" }, false],
    ["of another number of rows", {}, { rows: "999" }, false],
    ["of another sha256", {}, { sha256: "h2" }, false],
    ["of which one has no schema", {}, { schemaDigest: null }, true],
    ["of which one has no number of rows", { rows: null }, {}, true],
    ["of which one has no sha256", {}, { sha256: null }, true],
    ["of which one has only a digest", {}, { schemaDigest: null, rows: null, sha256: null }, true],
    ["of which one has no digest", {}, { digest: null }, false],
    ["without digests", { digest: null }, { digest: null }, false],
  ];
  it.each(table)("%s", (_, one, other, same) => {
    expect(isSameData(on(one), on(other))).toBe(same);
    expect(isSameData(on(other), on(one))).toBe(same);
  });
});

const known = (more: Partial<KnownEvaluation> = {}): KnownEvaluation => ({
  versionId: "v7",
  metric: "auc",
  value: 0.8,
  dataset: on(),
  runId: "run_1",
  recordId: null,
  source: "RUN_DATASETS",
  attempts: 1,
  at: "2026-11-01T00:00:00.000000Z",
  by: "usr_ana",
  byContributor: true,
  independent: false,
  experiment: { id: "exp_1", ownerId: "team_risk", visibility: "ORGANIZATION" },
  step: 0n,
  timestamp: 0n,
  ...more,
});
const inTeam = (ownerId: string) => ({ id: "exp_2", ownerId, visibility: "TEAM" });

describe("whether an evaluation counts", () => {
  const nobody = { byContributor: false, experiment: inTeam("team_other") };
  const table: [
    what: string,
    of: Partial<KnownEvaluation>,
    evaluator: { teamId: string | null; independent: boolean } | null,
    counts: boolean,
  ][] = [
    ["a contributor's", {}, null, true],
    ["a stranger's", nobody, null, false],
    [
      "a stranger's, in the experiment of the team that is asked for",
      nobody,
      { teamId: "team_other", independent: false },
      true,
    ],
    [
      "a contributor's, elsewhere than in the team that is asked for",
      {},
      { teamId: "team_other", independent: false },
      false,
    ],
    [
      "a contributor's in no run, where a team is asked for",
      { experiment: null },
      { teamId: "team_risk", independent: false },
      false,
    ],
    ["an author's, where somebody else is asked for", {}, { teamId: null, independent: true }, false],
    ["an independent contributor's", { independent: true }, { teamId: null, independent: true }, true],
    ["an independent stranger's", { ...nobody, independent: true }, { teamId: null, independent: true }, false],
    ["an author's in the team that is asked for", nobody, { teamId: "team_other", independent: true }, false],
  ];
  it.each(table)("%s", (_, of, evaluator, counts) => {
    expect(countsFor(known(of), evaluator)).toBe(counts);
  });
});

describe("a selector of data", () => {
  const table: [selector: { name: string | null; digest: string | null } | null, selected: boolean][] = [
    [null, true],
    [{ name: "recent", digest: null }, true],
    [{ name: "recent", digest: "d1" }, true],
    [{ name: "recent", digest: "d2" }, false],
    [{ name: "old", digest: null }, false],
    [{ name: null, digest: "d1" }, true],
  ];
  it.each(table)("%j: %s", (selector, selected) => {
    expect(selects(selector, on())).toBe(selected);
  });
});

describe("the newest evaluation", () => {
  const day = (of: number): string => `2026-11-0${of}T00:00:00.000000Z`;
  const ask = { versionId: "v7", metric: "auc", dataset: null, evaluator: null };
  const book = [
    known({ runId: "first", at: day(1), value: 0.9, attempts: 3 }),
    known({ runId: "newer", at: day(2), value: 0.7, by: "usr_carl", attempts: 2 }),
    known({ runId: "stranger's", at: day(3), value: 0.1, byContributor: false }),
    known({ runId: "other data", at: day(4), value: 0.6, dataset: on({ digest: "d2" }) }),
    known({ runId: "other metric", at: day(5), metric: "loss" }),
    known({ runId: "other version", at: day(5), versionId: "v8" }),
  ];

  it("is that of the newest run that counts; attempts are those that count, on the same data", () => {
    const dataset = { name: "recent", digest: "d1" };
    expect(newestEvaluation(book, { ...ask, dataset })).toMatchObject({ runId: "newer", value: 0.7, attempts: 5 });
  });

  it("takes the newest data of a name alone", () => {
    const dataset = { name: "recent", digest: null };
    expect(newestEvaluation(book, { ...ask, dataset })).toMatchObject({ runId: "other data", attempts: 1 });
  });

  it("is told apart by step, then by timestamp, where runs are of one instant", () => {
    const alike = [
      known({ runId: "a", step: 1n, timestamp: 9n }),
      known({ runId: "b", step: 2n, timestamp: 1n }),
      known({ runId: "c", step: 2n, timestamp: 2n }),
    ];
    for (const order of [alike, alike.toReversed(), [alike[1], alike[2], alike[0]] as KnownEvaluation[]])
      expect(newestEvaluation(order, ask)?.runId).toBe("c");
  });

  it("is none where nothing counts", () => {
    expect(newestEvaluation(book, { ...ask, metric: "f1" })).toBeNull();
    expect(newestEvaluation([], ask)).toBeNull();
    const evaluator = { teamId: "team_other", independent: false };
    expect(newestEvaluation(book, { ...ask, evaluator })).toBeNull();
  });

  it("may be NaN", () => {
    expect(newestEvaluation([known({ value: Number.NaN })], ask)?.value).toBeNaN();
  });

  it("is listed once for each metric and data set", () => {
    expect(
      newestOfEach(book.filter(({ versionId }) => versionId === "v7")).map(({ runId, attempts }) => [runId, attempts]),
    ).toEqual([
      ["other metric", 1],
      ["other data", 1],
      ["stranger's", 6],
    ]);
  });
});
