import { type RightsOf, rightsReader } from "../../access/rights-reader.js";
import type { Reader } from "../../db/sql.js";
import { evaluationBook } from "../../registry/evaluations/evaluation-book.js";
import {
  type Evaluated,
  type EvaluationAsk,
  isSameData,
  newestEvaluation,
} from "../../registry/evaluations/evaluation-rules.js";
import { type FrozenVersion, frozenMetrics, frozenVersion } from "../../registry/frozen/frozen-versions.queries.js";
import type { Holder, Slot } from "../../registry/lifecycle-rules.js";
import { doubleValue } from "../../registry/run-snapshot.js";
import { holderOf } from "../../registry/slots.store.js";
import { type DatasetContext, datasetContexts } from "../../tracking/runs/dataset-contexts.queries.js";
import type { ChampionInputs } from "./champion-rules.js";
import { evaluatorOf } from "./evaluator.js";
import { lookIntoManifest } from "./files-rules.js";
import type { ChampionGate, DatasetSelector, Evaluator, FilesGate, Gate, MetricGate } from "./gate.js";
import type { GateInputs } from "./gate-rules.js";
import type { GateSubject } from "./gate-subject.js";
import { checkInputs, readChecks } from "./kinds/check-inputs.store.js";
import { documentInputs, readDocumentFacts } from "./kinds/document-inputs.store.js";
import { groupsInputs, readGrouped } from "./kinds/groups-inputs.store.js";
import { readPaired } from "./kinds/paired-inputs.store.js";
import { readSignatures, signatureInputs } from "./kinds/signature-inputs.store.js";
import type { Measured } from "./measured.js";
import type { MetricInputs } from "./metric-rules.js";
import { isEnvironmentFile, type ProvenanceInputs } from "./provenance-rules.js";
import { readTagFacts, tagInputs } from "./tag-inputs.store.js";

/** Reads what the gates look at, in their order: a fixed number of statements, however many gates there are. */
export const readGateInputs = async (
  db: Reader,
  subject: GateSubject,
  gates: readonly Gate[],
): Promise<GateInputs[]> => {
  const record = subject.frozen ?? (gates.some(readsRecord) ? await frozenVersion(db, subject.version.id) : undefined);
  const frozen = record?.content.metrics ?? (await frozenOf(db, subject, gates));
  const champions = await championsOf(db, subject, gates);
  const rightsOf = rightsReader(db, subject.kinds);
  const measured = await readMeasured(db, subject, { gates, champions, rightsOf });
  const paired = await readPaired(db, subject, { gates, champions, rightsOf });
  const grouped = await readGrouped(db, subject, { gates, rightsOf });
  const tags = await readTagFacts(db, subject, { gates, rightsOf });
  const checks = await readChecks(db, subject, gates);
  const documents = await readDocumentFacts(db, subject, { gates, rightsOf });
  const signatures = await readSignatures(db, subject, gates, record);
  const needsContexts = gates.some(({ provenance }) => provenance?.trainingData === true);
  const contexts = needsContexts && record?.runUuid != null ? await datasetContexts(db, record.runUuid) : [];
  return gates.map((gate, index): GateInputs => {
    const found = measured[index] ?? nothingMeasured;
    if (gate.metric !== undefined) return metricInputs(gate.metric, subject, { frozen, measured: found.candidate });
    if (gate.champion !== undefined) return paired[index] ?? championInputs(subject, found);
    if (gate.groups !== undefined) return groupsInputs(gate.groups, subject, grouped);
    if (gate.tag !== undefined) return tagInputs(gate.tag, subject, tags);
    if (gate.check !== undefined) return checkInputs(gate.check, subject, checks);
    if (gate.document !== undefined) return documentInputs(gate.document, subject, documents);
    if (gate.signature !== undefined) return signatureInputs(gate.signature, subject, signatures);
    if (gate.files !== undefined) return filesInputs(gate.files, record);
    return provenanceInputs(record, contexts);
  });
};

const readsRecord = ({ signature, files, provenance }: Gate): boolean =>
  signature !== undefined || files !== undefined || provenance !== undefined;

type Frozen = FrozenVersion["content"]["metrics"];

/** The frozen metrics that gates ask for: their version need not be read whole. */
const frozenOf = async (db: Reader, { version }: GateSubject, gates: readonly Gate[]): Promise<Frozen> => {
  const keys = gates.flatMap(({ metric }) => (metric === undefined || metric.dataset !== undefined ? [] : metric.key));
  return keys.length === 0 ? [] : frozenMetrics(db, version.id, [...new Set(keys)]);
};

interface FoundMeasured {
  readonly candidate: Evaluated | null;
  readonly champion: Holder | null;
  readonly ofChampion: Evaluated | null;
}

const nothingMeasured: FoundMeasured = { candidate: null, champion: null, ofChampion: null };

const askOf = (
  versionId: string,
  metric: string,
  dataset: EvaluationAsk["dataset"] | DatasetSelector | undefined,
  evaluator: Evaluator | undefined,
): EvaluationAsk => ({
  versionId,
  metric,
  dataset: dataset == null ? null : { name: dataset.name, digest: dataset.digest ?? null },
  evaluator: evaluatorOf(evaluator),
});

/** The metric that the gate finds among evaluations; undefined where it asks for none. */
const metricOf = ({ metric, champion }: Gate): string | undefined =>
  metric?.dataset === undefined ? champion?.metric : metric.key;

interface ChampionsAndRights {
  readonly gates: readonly Gate[];
  readonly champions: readonly (Holder | null)[];
  readonly rightsOf: RightsOf;
}

/** All evaluations of the version and its champions at once; the candidate's say on which data the champion's must be. */
const readMeasured = async (
  db: Reader,
  subject: GateSubject,
  { gates, champions, rightsOf }: ChampionsAndRights,
): Promise<FoundMeasured[]> => {
  const metrics = [...new Set(gates.flatMap((gate) => metricOf(gate) ?? []))];
  if (metrics.length === 0) return [];
  const versionIds = [...new Set([subject.version.id, ...champions.flatMap((champion) => champion?.id ?? [])])];
  const book = await evaluationBook(rightsOf, db, { versionIds, metrics });
  return gates.map((gate, index) => {
    const champion = champions[index] ?? null;
    const { dataset, evaluator } = gate.metric ?? gate.champion ?? {};
    const metric = metricOf(gate);
    if (metric === undefined) return { candidate: null, champion, ofChampion: null };
    const candidate = newestEvaluation(book, askOf(subject.version.id, metric, dataset, evaluator));
    if (candidate === null || champion === null) return { candidate, champion, ofChampion: null };
    const { name, digest } = candidate.dataset;
    // Data with a digest is the same under whatever name.
    const same = { name: digest === null ? name : null, digest };
    const ofChampion = newestEvaluation(book, askOf(champion.id, metric, same, evaluator));
    return { candidate, champion, ofChampion };
  });
};

const championsOf = async (
  db: Reader,
  { model, slot, holder }: GateSubject,
  gates: readonly Gate[],
): Promise<(Holder | null)[]> => {
  const held = new Map<string, Holder | null>([[slot.name, holder]]);
  for (const { champion } of gates)
    if (champion?.against !== undefined && !held.has(champion.against))
      held.set(champion.against, (await holderOf(db, model.id, champion.against)) ?? null);
  return gates.map(({ champion }) => (champion && held.get(championSlot(champion, slot))) ?? null);
};

const championSlot = ({ against }: ChampionGate, slot: Slot): string => against ?? slot.name;

/** Only what the evidence keeps. */
const copyOf = ({ value, dataset, runId, source, attempts, at }: Evaluated): Measured => ({
  value: doubleValue(value),
  dataset: { name: dataset.name, digest: dataset.digest },
  run: runId,
  source,
  attempts,
  at,
});

const metricInputs = (
  gate: MetricGate,
  { model, version }: GateSubject,
  { frozen, measured }: { frozen: Frozen; measured: Evaluated | null },
): MetricInputs => {
  const of = { model: model.name, version: version.version };
  if (gate.dataset !== undefined) return { ...of, measured: measured && copyOf(measured) };
  const metric = frozen.find(({ key }) => key === gate.key);
  if (metric === undefined) return { ...of, measured: null };
  const { value } = metric;
  return { ...of, measured: { value, dataset: null, run: null, source: "FROZEN", attempts: 1, at: null } };
};

const championInputs = (
  { model, version }: GateSubject,
  { candidate, champion, ofChampion }: FoundMeasured,
): ChampionInputs => ({
  model: model.name,
  version: version.version,
  candidate: candidate && copyOf(candidate),
  champion: champion && {
    id: champion.id,
    version: champion.version,
    measured: ofChampion && copyOf(ofChampion),
    sameData: candidate !== null && ofChampion !== null && isSameData(candidate.dataset, ofChampion.dataset),
  },
});

const filesInputs = (gate: FilesGate, record: FrozenVersion | undefined): GateInputs =>
  lookIntoManifest(gate, record?.content.artifacts ?? []);

const provenanceInputs = (record: FrozenVersion | undefined, contexts: readonly DatasetContext[]): ProvenanceInputs => {
  const { run, datasets = [], artifacts = [] } = record?.content ?? {};
  const trainedOn = datasets.find(({ name, digest }) =>
    contexts.some((each) => each.name === name && each.digest === digest && each.context?.toLowerCase() === "training"),
  );
  const environment = artifacts
    .filter(({ path }) => isEnvironmentFile(path))
    .sort((one, other) => (one.path < other.path ? -1 : 1))[0];
  return {
    commit: run?.sourceCommit || null,
    training: trainedOn === undefined ? null : { name: trainedOn.name, digest: trainedOn.digest },
    environment: environment === undefined ? null : { path: environment.path, sha256: environment.sha256 },
  };
};
