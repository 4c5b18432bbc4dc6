import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownAddress } from "../../web/mlflow-hashes.js";
import { parseFilter } from "../../web/models/filter.js";
import { quote, readMetric, readTag, without } from "../../web/parts/list/clauses.js";
import { within } from "../../web/signin/within.js";

describe("links of MLflow's clients", () => {
  const base = "https://ml.example/registry/";
  it.each([
    ["#/experiments/12", "experiments/12"],
    ["#/experiments/12/runs/ab12", "runs/ab12"],
    ["#/experiments/12/runs/ab12/artifacts/model/MLmodel", "runs/ab12#files"],
    ["#/experiments/12/runs/ab12/model-metrics", "runs/ab12#curves"],
    ["#/experiments/12/models/m-1f", "logged-models/m-1f"],
    ["#/models", "models"],
    ["#/models/a%20b", "models/a%20b"],
    ["#/models/100%25", "models/100%25"],
    ["#/models/%F0%9F%A6%8A%23", "models/%F0%9F%A6%8A%23"],
    ["#/models/churn/versions/7", "models/churn/versions/7"],
    ['#/compare-runs?runs=["a","b"]&experiments=["1"]', "compare?runs=a%2Cb"],
    ["#/", "models"],
  ])("%s", (hash, own) => {
    expect(ownAddress(base + hash, base)).toBe(`/registry/${own}`);
    expect(ownAddress(`${base}teams/risk/${hash}`, base)).toBe(`/registry/${own}`);
  });

  it("leave alone what is the console's own, and lose a team's prefix", () => {
    expect(ownAddress(`${base}models/churn`, base)).toBeNull();
    expect(ownAddress(`${base}models/churn#files`, base)).toBeNull();
    expect(ownAddress(`${base}models#/nobody/knows`, base)).toBeNull();
    expect(ownAddress(`${base}teams/risk/models/churn?columns=auc#x`, base)).toBe(
      "/registry/models/churn?columns=auc#x",
    );
    expect(ownAddress(`${base}teams/risk`, base)).toBeNull();
    expect(ownAddress("https://ml.example/registry", base)).toBeNull();
    expect(ownAddress("https://ml.example/registry#/models", base)).toBe("/registry/models");
    expect(ownAddress("https://ml.example/models/churn?sort=name", base)).toBe("/registry/models/churn?sort=name");
  });

  it("never lead elsewhere, whatever stands behind the hash", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const address = ownAddress(`${base}#/${text}`, base);
        expect(
          address === null ||
            (address.startsWith("/registry/") && new URL(address, base).origin === "https://ml.example"),
        ).toBe(true);
      }),
    );
  });
});

describe("where a sign-in leads", () => {
  const here = "https://ml.example/registry/signin";
  const base = "https://ml.example/registry/";
  it("is where one was going, fragment and all", () => {
    expect(within("/registry/models/a%20b?sort=name#files", here, base)).toBe("/registry/models/a%20b?sort=name#files");
  });
  it.each([
    undefined,
    "",
    "https://evil.example/registry/models",
    "//evil.example/registry/",
    "/\\evil.example",
    "/registry/..//evil.example",
    "/elsewhere",
    "javascript:alert(1)",
    "/registry/signin?next=/registry/signin",
    "https://",
  ])("is home for %s", (next) => {
    expect(within(next, here, base)).toBe("/registry/");
  });
});

describe("the models' filter", () => {
  it("reads keys, quotes and plain words", () => {
    expect(parseFilter('churn team:risk tag:data.version="2026 \\"b\\"" odd:word "two words" "open')).toEqual([
      { key: null, value: "churn", text: "churn" },
      { key: "team", value: "risk", text: "team:risk" },
      { key: "tag", value: 'data.version=2026 "b"', text: 'tag:data.version="2026 \\"b\\""' },
      { key: null, value: "odd:word", text: "odd:word" },
      { key: null, value: "two words", text: '"two words"' },
      { key: null, value: '"open', text: '"open' },
    ]);
    expect(readTag("a=b=c")).toEqual({ key: "a", value: "b=c" });
    expect(readTag("a")).toEqual({ key: "a" });
    expect(readMetric("val_auc>=0.9")).toEqual({ key: "val_auc", operator: "GREATER_OR_EQUAL", value: 0.9 });
    expect(readMetric("loss!=1e-3")).toEqual({ key: "loss", operator: "NOT_EQUAL", value: 0.001 });
    for (const key of ["auc", "auc>", "auc>high", "=1"]) expect(readMetric(key)).toEqual({ key });
  });

  it("puts quotes so that any value comes back, and forgets a clause alone", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(parseFilter(`team:${quote(value)} churn`)).toMatchObject([{ key: "team", value }, { value: "churn" }]);
      }),
    );
    const filter = 'churn tag:"a b" team:risk';
    expect(without(filter, parseFilter(filter)[1]!)).toBe("churn team:risk");
  });
});

it("writes colours, sizes and durations in tokens.css alone", () => {
  const sheets = globSync("web/**/*.css").filter((path) => !/tokens\.css$|dist/.test(path));
  expect(sheets.length).toBeGreaterThan(20);
  for (const path of sheets) {
    const rules = readFileSync(path, "utf8")
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .replaceAll(/@media[^{]*/g, "");
    expect([path, rules.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)\(|\b\d*\.?\d+(?:px|rem|pt|ms|s)\b/gi)]).toEqual(
      [path, null],
    );
  }
});
