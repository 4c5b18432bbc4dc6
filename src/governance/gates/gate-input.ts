import { z } from "zod";
import { teamRoles } from "../../access/roles.js";
import { slugsOfTeams } from "../../access/team-members.queries.js";
import type { Tx } from "../../acts/command.js";
import { invalid } from "../../errors.js";
import { displayName, id, text } from "../../input.js";
import { type Lifecycle, parseSlot, type Slot } from "../../registry/lifecycle-rules.js";
import { type Gate, gateKinds, storedGate } from "./gate.js";

/** Limits of a policy's gates, published in docs/limits.md. */
export const gateLimits = { gates: 20, globs: 50, glob: 200, values: 50, value: 250 } as const;

const GATE_KEY = /^[a-z0-9-]{1,64}$/;
const finite = z.number({ error: "a finite number." });
const metricKey = text(250, { min: 1 });

const dataset = z.strictObject({ name: text(500, { min: 1 }), digest: text(100, { min: 1 }).nullish() });
const evaluator = z
  .strictObject({ teamId: id.nullish(), independent: z.boolean().nullish() })
  .refine(({ teamId, independent }) => teamId != null || independent === true, {
    error: "teamId, independent: true, or both.",
  });

const metric = z
  .strictObject({
    key: metricKey,
    min: finite.nullish(),
    max: finite.nullish(),
    dataset: dataset.nullish(),
    evaluator: evaluator.nullish(),
  })
  .refine(({ min, max }) => min != null || max != null, { error: "min, max, or both." })
  .refine(({ min, max }) => min == null || max == null || min <= max, { path: ["min"], error: "not above max." })
  .refine(({ dataset: data, evaluator: by }) => by == null || data != null, {
    path: ["evaluator"],
    error: "it needs dataset: without one the metric is that which the version froze.",
  });

const champion = z
  .strictObject({
    metric: metricKey,
    direction: z.enum(["HIGHER", "LOWER"]),
    margin: finite.nullish(),
    relative: z.boolean().nullish(),
    dataset: dataset.nullish(),
    evaluator: evaluator.nullish(),
    against: text(256, { min: 1 }).nullish(),
    without: z.enum(["PASS", "FAIL"]).nullish(),
  })
  .refine(({ relative, margin }) => relative !== true || ((margin ?? 0) >= -1 && (margin ?? 0) <= 100), {
    path: ["margin"],
    error: "of the champion's value: a number from -1 to 100 (0.05 is five per cent).",
  });

const tag = z.strictObject({
  key: text(250, { min: 1 }),
  values: z
    .array(text(gateLimits.value))
    .min(1, "1–50 values.")
    .max(gateLimits.values, "1–50 values.")
    .transform((values) => [...new Set(values)]),
  subject: z.enum(["VERSION", "MODEL"]).nullish(),
  setBy: z.strictObject({ role: z.enum(teamRoles), teamId: id.nullish() }).nullish(),
  independent: z.boolean().nullish(),
});

const globs = z
  .array(text(gateLimits.glob, { min: 1 }))
  .max(gateLimits.globs, "at most 50 globs.")
  .nullish();
const MAX_LONG = 2n ** 63n - 1n;

const files = z
  .strictObject({ require: globs, forbid: globs, maxBytes: z.bigint().min(0n).max(MAX_LONG).nullish() })
  .refine(({ require, forbid, maxBytes }) => (require ?? []).length + (forbid ?? []).length > 0 || maxBytes != null, {
    error: "require, forbid or maxBytes: at least one.",
  })
  .refine(({ require, forbid }) => (require ?? []).length + (forbid ?? []).length <= gateLimits.globs, {
    error: "at most 50 globs.",
  });

const asked = z.boolean().nullish();
const provenance = z
  .strictObject({ commit: asked, trainingData: asked, environment: asked })
  .refine((given) => Object.values(given).includes(true), {
    error: "commit, trainingData or environment: at least one is true.",
  });

const gate = z
  .strictObject({
    key: z.string().regex(GATE_KEY, { error: "1–64 lower-case letters a–z, digits and “-”." }),
    title: displayName.nullish(),
    metric: metric.nullish(),
    champion: champion.nullish(),
    tag: tag.nullish(),
    files: files.nullish(),
    provenance: provenance.nullish(),
  })
  .refine((given) => gateKinds.filter((kind) => given[kind] != null).length === 1, {
    error: `exactly one of ${gateKinds.join(", ")}.`,
  });

/** The gates of a policy as they are given. */
export const gateList = z
  .array(gate, { error: "a list of gates." })
  .max(gateLimits.gates, "at most 20 gates.")
  .superRefine((gates, context) => {
    for (const [index, { key }] of gates.entries())
      if (gates.findIndex((each) => each.key === key) < index)
        context.addIssue({ code: "custom", path: [index, "key"], message: `"${key}" is another gate's key already.` });
  });

type Given = z.output<typeof gateList>[number];

/** What is at its default, or not given: it is left out of what a policy stores, and of its digest. */
const isLeftOut = (name: string, value: unknown): boolean => {
  if (value == null || (Array.isArray(value) && value.length === 0)) return true;
  return value === false || (name === "margin" && value === 0) || value === "PASS" || value === "VERSION";
};

const tidied = (given: object): object =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([name, value]) => !isLeftOut(name, value))
      .map(([name, value]) => [name, tidiedValue(value)]),
  );

const tidiedValue = (value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return tidied(value);
  return Object.is(value, -0) ? 0 : value;
};

/** Of a tag it is the default that somebody independent sets it: only that anybody may is kept. */
const storedForm = (given: Given): Gate => {
  const { tag: ofTag, ...rest } = given;
  if (ofTag == null) return storedGate.parse(tidied(rest));
  const { independent, values, ...of } = ofTag;
  const stored = { ...tidied(of), values, ...(independent === false && { independent }) };
  return storedGate.parse({ ...tidied(rest), tag: stored });
};

/** Checks gates against the lifecycle and the teams, and gives them the form that a policy stores. */
export const storedGates = async (
  tx: Tx,
  given: readonly Given[],
  { lifecycle, slots }: { lifecycle: Lifecycle; slots: readonly string[] },
): Promise<Gate[]> => {
  await requireTeams(tx, given);
  return given.map((each, index) => {
    if (each.champion == null) return storedForm(each);
    const against = comparedWith(each.champion, { lifecycle, slots, index });
    return storedForm({ ...each, champion: { ...each.champion, against } });
  });
};

interface Comparing {
  readonly lifecycle: Lifecycle;
  readonly slots: readonly string[];
  readonly index: number;
}

/** The slot that a champion gate compares with, in the lifecycle's spelling; null: the one entered, which must have one holder. */
const comparedWith = (
  { against }: NonNullable<Given["champion"]>,
  { lifecycle, slots, index }: Comparing,
): string | null => {
  const path = ["gates", String(index), "champion", "against"];
  const slot = (name: string): Slot => {
    try {
      return parseSlot(lifecycle, name);
    } catch (error) {
      throw error instanceof Error ? invalid(path, error.message) : error;
    }
  };
  const shared = (against == null ? slots : [against]).map(slot).find(({ exclusive }) => !exclusive);
  if (shared !== undefined)
    throw invalid(
      path,
      `${shared.name} is a shared stage, in which no version is the champion: name an exclusive stage or an alias.`,
    );
  return against == null ? null : slot(against).name;
};

const teamsOf = (given: Given): { path: string[]; teamId: string }[] => {
  const named: [string[], string | null | undefined][] = [
    [["metric", "evaluator", "teamId"], given.metric?.evaluator?.teamId],
    [["champion", "evaluator", "teamId"], given.champion?.evaluator?.teamId],
    [["tag", "setBy", "teamId"], given.tag?.setBy?.teamId],
  ];
  return named.flatMap(([path, teamId]) => (teamId == null ? [] : [{ path, teamId }]));
};

const requireTeams = async (tx: Tx, given: readonly Given[]): Promise<void> => {
  const named = given.flatMap((each, index) =>
    teamsOf(each).map(({ path, teamId }) => ({ path: ["gates", String(index), ...path], teamId })),
  );
  if (named.length === 0) return;
  const known = await slugsOfTeams(
    tx,
    named.map(({ teamId }) => teamId),
  );
  for (const { path, teamId } of named) if (!known.has(teamId)) throw invalid(path, "There is no such team.");
};
