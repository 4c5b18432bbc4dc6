import { isDeepStrictEqual } from "node:util";
import type { ChampionInputs } from "./champion-rules.js";
import type { FilesInputs } from "./files-rules.js";
import type { Gate } from "./gate.js";
import type { GateResult } from "./gate-rules.js";
import type { CheckInputs } from "./kinds/check-rules.js";
import type { DocumentInputs } from "./kinds/document-rules.js";
import type { GroupsInputs } from "./kinds/groups-rules.js";
import type { PairedInputs, TableInputs } from "./kinds/paired-rules.js";
import type { SignatureInputs } from "./kinds/signature-rules.js";
import { type Measured, nameOfData, onData } from "./measured.js";
import type { MetricInputs } from "./metric-rules.js";
import type { ProvenanceInputs } from "./provenance-rules.js";
import type { TagInputs } from "./tag-rules.js";

/** One thing that a gate looked at, for people. */
export interface GateFact {
  /** What it is: `evaluation`, `champion`, `tag`, `setter`, `check`, `reporter`, `document`, `publisher`, `file`, `commit`, `data`, `request`. */
  readonly what: string;
  readonly label: string | null;
  /** Id of the thing, where it has one. */
  readonly id: string | null;
  readonly digest: string | null;
  readonly at: string | null;
}

const fact = (what: string, label: string, more: Partial<GateFact> = {}): GateFact => ({
  what,
  label,
  id: null,
  digest: null,
  at: null,
  ...more,
});

const evaluation = (metric: string, version: number, { value, dataset, run, at }: Measured): GateFact => {
  const on = dataset === null ? "as frozen" : `on ${nameOfData(dataset)}`;
  return fact("evaluation", `version ${version}: ${metric} ${value} ${on}`, {
    id: run,
    digest: dataset?.digest ?? null,
    at,
  });
};

const ofChampion = (metric: string, { version, candidate, champion }: ChampionInputs): GateFact[] => [
  ...(candidate === null ? [] : [evaluation(metric, version, candidate)]),
  ...(champion === null ? [] : [fact("champion", `version ${champion.version}`, { id: champion.id })]),
  ...(champion?.measured == null ? [] : [evaluation(metric, champion.version, champion.measured)]),
];

const ofTable = (version: number, table: string, { dataset, run, table: sha256, at }: TableInputs): GateFact[] => [
  fact("evaluation", `version ${version}${onData(dataset)}`, { id: run, digest: dataset.digest, at }),
  ...(sha256 === null ? [] : [fact("file", `${table} of version ${version}`, { digest: sha256 })]),
];

const ofPaired = (table: string, { version, candidate, champion }: PairedInputs): GateFact[] => [
  ...(candidate === null ? [] : ofTable(version, table, candidate)),
  ...(champion === null ? [] : [fact("champion", `version ${champion.version}`, { id: champion.id })]),
  ...(champion?.measured == null ? [] : ofTable(champion.version, table, champion.measured)),
];

const ofGroups = (of: string, { version, count, measured }: GroupsInputs): GateFact[] =>
  measured === null
    ? []
    : [
        fact("evaluation", `version ${version}: ${of} of ${count} groups${onData(measured.dataset)}`, {
          id: measured.run,
          digest: measured.dataset?.digest ?? null,
          at: measured.at,
        }),
      ];

const ofTag = (key: string, { subject, value, setBy, setAt }: TagInputs): GateFact[] =>
  value === null
    ? []
    : [
        fact("tag", `${key} = ${value}`, { id: subject, at: setAt }),
        ...(setBy === null ? [] : [fact("setter", `who set ${key}`, { id: setBy, at: setAt })]),
      ];

const ofCheck = (name: string, { report }: CheckInputs): GateFact[] =>
  report === null
    ? []
    : [
        fact("check", `${name}: ${report.conclusion ?? report.status}`, {
          id: report.id,
          digest: report.sha256 ?? report.versionDigest,
          at: report.at,
        }),
        fact("reporter", `who reported ${name}`, { id: report.reporter, at: report.at }),
      ];

const ofDocument = (kind: string, { document }: DocumentInputs): GateFact[] =>
  document === null
    ? []
    : [
        fact("document", `${kind} revision ${document.revision}`, {
          id: document.id,
          digest: document.digest,
          at: document.at,
        }),
        fact("publisher", `who published the ${kind}`, { id: document.publishedBy, at: document.at }),
      ];

const ofSignature = ({ candidate, champion }: SignatureInputs): GateFact[] => [
  ...(candidate.sha256 === null ? [] : [fact("file", "MLmodel", { digest: candidate.sha256 })]),
  ...(champion === null
    ? []
    : [fact("champion", `version ${champion.version}`, { id: champion.id, digest: champion.sha256 })]),
];

const ofFiles = ({ required, forbidden }: FilesInputs): GateFact[] =>
  [...required, ...forbidden].flatMap(({ path, sha256 }) =>
    path === null ? [] : [fact("file", path, { digest: sha256 })],
  );

const ofProvenance = ({ commit, training, environment }: ProvenanceInputs): GateFact[] => [
  ...(commit === null ? [] : [fact("commit", commit)]),
  ...(training === null ? [] : [fact("data", training.name, { digest: training.digest })]),
  ...(environment === null ? [] : [fact("file", environment.path, { digest: environment.sha256 })]),
];

/** What a gate looked at, one line for each. */
export const factsOf = ({ gate, inputs, verdict }: Pick<GateResult, "gate" | "inputs" | "verdict">): GateFact[] => {
  if (verdict === "SKIPPED") return ofRollback(gate, (inputs as unknown as Skipped).rollback);
  const given: unknown = inputs;
  if (gate.metric !== undefined) {
    const { version, measured } = given as MetricInputs;
    return measured === null ? [] : [evaluation(gate.metric.key, version, measured)];
  }
  if (gate.champion?.paired !== undefined) return ofPaired(gate.champion.paired.table, given as PairedInputs);
  if (gate.champion !== undefined) return ofChampion(gate.champion.metric ?? "", given as ChampionInputs);
  if (gate.groups !== undefined)
    return ofGroups(`${gate.groups.metric} by ${gate.groups.attribute}`, given as GroupsInputs);
  if (gate.tag !== undefined) return ofTag(gate.tag.key, given as TagInputs);
  if (gate.check !== undefined) return ofCheck(gate.check.name, given as CheckInputs);
  if (gate.document !== undefined) return ofDocument(gate.document.kind, given as DocumentInputs);
  if (gate.signature !== undefined) return ofSignature(given as SignatureInputs);
  if (gate.files !== undefined) return ofFiles(given as FilesInputs);
  return ofProvenance(given as ProvenanceInputs);
};

interface Skipped {
  readonly rollback: {
    readonly request: string;
    readonly leftAt: string;
    readonly verdict: string;
    readonly evidence: string;
    /** As the policy stated the gate then, and in which revision; absent in results of before they were kept. */
    readonly gate?: Gate;
    readonly revision?: number;
  };
}

const ofRollback = (
  now: Gate,
  { request, leftAt, verdict, evidence, gate, revision }: Skipped["rollback"],
): GateFact[] => {
  const by = revision === undefined ? "" : `, by revision ${revision} of the policy`;
  const since = gate === undefined || isDeepStrictEqual(gate, now) ? "" : "; the gate has been changed since";
  const label = `it had ${verdict.toLowerCase()} when the version entered${by}${since}`;
  return [fact("request", label, { id: request, digest: evidence, at: leftAt })];
};
