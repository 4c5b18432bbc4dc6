import { describe, expect, it } from "vitest";
import {
  aliasOf,
  allowsMove,
  defaultLifecycle,
  effectiveEdges,
  type Lifecycle,
  nextStages,
  parseLifecycle,
  parseSlot,
} from "../../src/registry/lifecycle-rules.js";

const four = ["None", "Staging", "Production", "Archived"].map((name) => ({ name, exclusive: false }));
const stage = (name: string, exclusive = false) => ({ name, exclusive });
const edge = (from: string, to: string) => ({ from, to });
const shadow: Lifecycle = { stages: [...defaultLifecycle.stages, stage("Shadow", true)], edges: null };

const told = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code} ${message}`;
  }
};

it("the lifecycle at first has MLflow's four stages; one version holds Production", () => {
  expect(defaultLifecycle).toEqual({
    stages: [stage("None"), stage("Staging"), stage("Production", true), stage("Archived")],
    edges: null,
  });
});

it.each<[string, boolean]>([
  ["champion", true],
  ["a", true],
  ["A_b-9", true],
  ["9", true],
  ["x".repeat(255), true],
  ["x".repeat(256), false],
  ["", false],
  ["a b", false],
  ["a.b", false],
  ["latest", false],
  ["LATEST", false],
  ["latest1", true],
  ["v7", false],
  ["V07", false],
  ["v", true],
  ["v7a", true],
  ["av7", true],
])("the alias %j: %s", (alias, is) => expect(aliasOf(alias) !== undefined).toBe(is));

it.each<[string, unknown]>([
  ["Production", { name: "Production", isStage: true, exclusive: true }],
  ["pRODUCTION", { name: "Production", isStage: true, exclusive: true }],
  ["staging", { name: "Staging", isStage: true, exclusive: false }],
  ["SHADOW", { name: "Shadow", isStage: true, exclusive: true }],
  ["@champion", { name: "@champion", isStage: false, exclusive: true }],
  [
    "@v7",
    'INVALID_INPUT "@v7" is not an alias: 1–255 letters and digits of any script, _ or -, not "latest" and not like "v7".',
  ],
  [
    "Nowhere",
    'INVALID_INPUT There is no stage "Nowhere". Stages: None, Staging, Production, Archived, Shadow; write an alias as "@name".',
  ],
])("the slot %j", (text, expected) => expect(told(() => parseSlot(shadow, text))).toEqual(expected));

it("names the field that was wrong", () => {
  expect(() => parseSlot(shadow, "Nowhere")).toThrow(expect.objectContaining({ path: ["input", "to"] }));
  expect(() => parseLifecycle({ stages: [] })).toThrow(expect.objectContaining({ path: ["input", "stages"] }));
});

describe("without edges", () => {
  it("every stage leads to every other", () => {
    expect(nextStages(defaultLifecycle, "Staging").map(({ name }) => name)).toEqual(["None", "Production", "Archived"]);
    expect(effectiveEdges(defaultLifecycle)).toHaveLength(12);
    expect(effectiveEdges(defaultLifecycle)).not.toContainEqual(edge("None", "None"));
    expect(effectiveEdges(defaultLifecycle)).toContainEqual(edge("Archived", "None"));
    expect(allowsMove(defaultLifecycle, "Archived", "Production")).toBe(true);
  });
});

describe("with edges", () => {
  const narrow = parseLifecycle({
    stages: defaultLifecycle.stages,
    edges: [edge("none", "STAGING"), edge("Staging", "Production")],
  });

  it("stages lead where edges go, in the lifecycle's spelling", () => {
    expect(narrow.edges).toEqual([edge("None", "Staging"), edge("Staging", "Production")]);
    expect(effectiveEdges(narrow)).toBe(narrow.edges);
    expect(allowsMove(narrow, "None", "Staging")).toBe(true);
    expect(allowsMove(narrow, "Staging", "None")).toBe(false);
    expect(allowsMove(narrow, "None", "Production")).toBe(false);
    expect(nextStages(narrow, "Staging").map(({ name }) => name)).toEqual(["Production"]);
    expect(nextStages(narrow, "Production")).toEqual([]);
  });
});

describe("a lifecycle", () => {
  it("is kept as it is given, without what else stood there", () => {
    const stages = [...four, { ...stage("a B-c_9"), colour: "red" }];
    expect(parseLifecycle({ stages })).toEqual({ stages: [...four, stage("a B-c_9")], edges: null });
    expect(parseLifecycle({ stages: four, edges: null }).edges).toBeNull();
  });

  const many = (count: number) => Array.from({ length: count }, (_, at) => stage(`S${at}`));
  it.each<[string, Parameters<typeof parseLifecycle>[0], string]>([
    ["51 stages", { stages: [...four, ...many(47)] }, "A lifecycle has at most 50 stages."],
    [
      "a name with a dot",
      { stages: [...four, stage("a.b")] },
      '"a.b" is not a stage name: a letter, then up to 63 letters, digits, spaces, _ or -; not "latest".',
    ],
    ["a digit first", { stages: [...four, stage("9a")] }, '"9a" is not a stage name'],
    ["65 characters", { stages: [...four, stage("x".repeat(65))] }, "is not a stage name"],
    ["latest", { stages: [...four, stage("Latest")] }, '"Latest" is not a stage name'],
    [
      "a name twice",
      { stages: [...four, stage("STAGING")] },
      'The stage "STAGING" is named twice (case does not matter).',
    ],
    [
      "no Staging",
      { stages: four.filter(({ name }) => name !== "Staging") },
      "MLflow's stages must exist, spelled so: Staging.",
    ],
    ["none of the four", { stages: [] }, "spelled so: None, Staging, Production, Archived."],
    ["another spelling", { stages: [stage("none"), ...four.slice(1)] }, "spelled so: None."],
    [
      "an exclusive None",
      { stages: [stage("None", true), ...four.slice(1)] },
      'The stage "None" cannot be exclusive: displaced and new versions share it.',
    ],
    [
      "an exclusive Archived",
      { stages: [...four.slice(0, 3), stage("Archived", true)] },
      'The stage "Archived" cannot',
    ],
    ["an edge from nowhere", { stages: four, edges: [edge("x", "None")] }, 'An edge names the unknown stage "x".'],
    ["an edge to nowhere", { stages: four, edges: [edge("None", "y")] }, 'An edge names the unknown stage "y".'],
    [
      "2,501 edges",
      { stages: four, edges: Array.from({ length: 2_501 }, () => edge("None", "Staging")) },
      "A lifecycle has at most 2,500 edges.",
    ],
    [
      "stages that nothing leads to",
      { stages: four, edges: [edge("None", "Staging")] },
      'No edge leads from "None" to: Production, Archived.',
    ],
    [
      "a ring apart",
      { stages: four, edges: [edge("Staging", "Production"), edge("Production", "Staging"), edge("None", "Archived")] },
      'No edge leads from "None" to: Staging, Production.',
    ],
  ])("with %s is refused", (_, given, message) => {
    expect(told(() => parseLifecycle(given))).toContain(
      `LIFECYCLE_INVALID ${message.startsWith("is") || message.startsWith("spelled") ? "" : message}`,
    );
    expect(told(() => parseLifecycle(given))).toContain(message);
  });

  it.each<[string, Parameters<typeof parseLifecycle>[0]]>([
    ["50 stages", { stages: [...four, ...many(46)] }],
    ["64 characters", { stages: [...four, stage("x".repeat(64))] }],
    [
      "2,500 edges",
      {
        stages: four.slice(),
        edges: Array.from({ length: 2_500 }, (_, at) => edge("None", four[1 + (at % 3)]?.name ?? "")),
      },
    ],
    [
      "edges that lead on, in whatever order",
      { stages: four, edges: [edge("Production", "Archived"), edge("Staging", "Production"), edge("None", "Staging")] },
    ],
    [
      "an exclusive stage that displaces into Archived",
      { stages: defaultLifecycle.stages, edges: [edge("None", "Staging"), edge("Staging", "Production")] },
    ],
    [
      "a stage that only Archived leads to",
      {
        stages: [...defaultLifecycle.stages, stage("Shelf")],
        edges: [edge("Archived", "Shelf"), edge("None", "Production"), edge("None", "Staging")],
      },
    ],
  ])("with %s is good", (_, given) => expect(parseLifecycle(given).stages).toHaveLength(given.stages.length));
});
