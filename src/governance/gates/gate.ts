import { z } from "zod";
import { teamRoles } from "../../access/roles.js";

/** The kinds of gates, each a member of a gate of that name. */
export const gateKinds = [
  "metric",
  "champion",
  "groups",
  "tag",
  "check",
  "document",
  "signature",
  "files",
  "provenance",
] as const;
export type GateKind = (typeof gateKinds)[number];

const dataset = z.strictObject({ name: z.string(), digest: z.string().optional() });
const evaluator = z.strictObject({ teamId: z.string().optional(), independent: z.literal(true).optional() });

const metric = z.strictObject({
  key: z.string(),
  min: z.number().optional(),
  max: z.number().optional(),
  dataset: dataset.optional(),
  evaluator: evaluator.optional(),
});

const paired = z.strictObject({
  table: z.string(),
  row: z.string(),
  score: z.string(),
  confidence: z.number().optional(),
});

const champion = z.strictObject({
  /** Absent where scores are paired. */
  metric: z.string().optional(),
  paired: paired.optional(),
  direction: z.enum(["HIGHER", "LOWER"]),
  margin: z.number().optional(),
  relative: z.literal(true).optional(),
  dataset: dataset.optional(),
  evaluator: evaluator.optional(),
  against: z.string().optional(),
  without: z.literal("FAIL").optional(),
});

const groups = z.strictObject({
  metric: z.string(),
  attribute: z.string(),
  minRatio: z.number().optional(),
  maxDifference: z.number().optional(),
  minEach: z.number().optional(),
  maxEach: z.number().optional(),
  minGroupSize: z.number().optional(),
  dataset: dataset.optional(),
  evaluator: evaluator.optional(),
});

const tag = z.strictObject({
  key: z.string(),
  values: z.array(z.string()).readonly(),
  subject: z.literal("MODEL").optional(),
  setBy: z.strictObject({ role: z.enum(teamRoles), teamId: z.string().optional() }).optional(),
  independent: z.literal(false).optional(),
});

const check = z.strictObject({
  name: z.string(),
  /** Ids of principals. */
  reportedBy: z.array(z.string()).readonly(),
  maxAgeHours: z.number().optional(),
});

const document = z.strictObject({
  kind: z.string(),
  fields: z.array(z.string()).readonly().optional(),
  subject: z.literal("MODEL").optional(),
  publishedBy: z.strictObject({ role: z.enum(teamRoles), teamId: z.string().optional() }).optional(),
  independent: z.literal(false).optional(),
  maxAgeHours: z.number().optional(),
});

const signature = z.strictObject({ mode: z.enum(["PRESENT", "COMPATIBLE"]) });

const files = z.strictObject({
  require: z.array(z.string()).readonly().optional(),
  forbid: z.array(z.string()).readonly().optional(),
  /** Bytes in decimal digits. */
  maxBytes: z.string().optional(),
});

const provenance = z.strictObject({
  commit: z.literal(true).optional(),
  trainingData: z.literal(true).optional(),
  environment: z.literal(true).optional(),
});

/** Who may waive a gate; without a team that which owns the model. */
const waiverRequirement = z.strictObject({
  role: z.enum(teamRoles),
  teamId: z.string().optional(),
  count: z.number(),
});

/** A gate as a policy's revision states it: exactly one kind; what is at its default is left out. */
export const storedGate = z.strictObject({
  key: z.string(),
  title: z.string().optional(),
  waivableBy: z.array(waiverRequirement).readonly().optional(),
  metric: metric.optional(),
  champion: champion.optional(),
  groups: groups.optional(),
  tag: tag.optional(),
  check: check.optional(),
  document: document.optional(),
  signature: signature.optional(),
  files: files.optional(),
  provenance: provenance.optional(),
});

export type Gate = Readonly<z.output<typeof storedGate>>;
export type MetricGate = Readonly<z.output<typeof metric>>;
export type ChampionGate = Readonly<z.output<typeof champion>>;
export type PairedScores = Readonly<z.output<typeof paired>>;
export type GroupsGate = Readonly<z.output<typeof groups>>;
export type TagGate = Readonly<z.output<typeof tag>>;
export type CheckGate = Readonly<z.output<typeof check>>;
export type DocumentGate = Readonly<z.output<typeof document>>;
export type SignatureGate = Readonly<z.output<typeof signature>>;
export type FilesGate = Readonly<z.output<typeof files>>;
export type ProvenanceGate = Readonly<z.output<typeof provenance>>;
export type DatasetSelector = Readonly<z.output<typeof dataset>>;
export type Evaluator = Readonly<z.output<typeof evaluator>>;

/** Which kind of gate it is. */
export const kindOf = (gate: Gate): GateKind => {
  const kind = gateKinds.find((each) => gate[each] !== undefined);
  if (kind === undefined) throw new Error(`the gate ${gate.key} has no kind`);
  return kind;
};
