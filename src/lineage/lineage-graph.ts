import type { ModelRead } from "../registry/models.queries.js";
import type { VersionRead } from "../registry/versions.queries.js";
import type { LoggedModelRead } from "../tracking/logged-models/logged-models.queries.js";
import type { RunRead } from "../tracking/runs/runs.queries.js";

export const nodeKinds = ["MODEL", "VERSION", "RUN", "LOGGED_MODEL", "DATASET", "SLOT"] as const;
export const edgeRoles = [
  "INPUT",
  "MADE",
  "COPIED_TO",
  "NESTED_IN",
  "VERSION_OF",
  "HOLDS",
  "HELD",
  "EVALUATED_BY",
] as const;
export type EdgeRole = (typeof edgeRoles)[number];

/** A thing in the graph: of one that has an id, what was read of it. */
export interface LineageNode {
  readonly key: string;
  /** Null of data sets and slots. */
  readonly id: string | null;
  readonly kind: (typeof nodeKinds)[number];
  readonly label: string;
  readonly model?: ModelRead;
  readonly modelVersion?: VersionRead;
  readonly run?: RunRead;
  readonly loggedModel?: LoggedModelRead;
  readonly dataset?: { readonly name: string; readonly digest: string | null };
}

/** What `from` gave to `to`: data flow along it. */
export interface LineageLink {
  readonly from: LineageNode;
  readonly to: LineageNode;
  readonly role: EdgeRole;
  /** What a data set was to a run. */
  readonly context: string | null;
}

export const modelNode = (model: ModelRead): LineageNode => ({
  key: model.id,
  id: model.id,
  kind: "MODEL",
  label: model.name,
  model,
});

export const versionNode = (version: VersionRead): LineageNode => ({
  key: version.id,
  id: version.id,
  kind: "VERSION",
  label: `${version.modelName} version ${version.version}`,
  modelVersion: version,
});

export const runNode = (run: RunRead, name: string): LineageNode => ({
  key: run.id,
  id: run.id,
  kind: "RUN",
  label: name === "" ? run.id : name,
  run,
});

export const loggedModelNode = (model: LoggedModelRead): LineageNode => ({
  key: model.id,
  id: model.id,
  kind: "LOGGED_MODEL",
  label: model.name,
  loggedModel: model,
});

/** Data sets are the same by name and digest, whichever experiment they were logged in. */
export const datasetNode = ({ name, digest }: { name: string; digest: string | null }): LineageNode => ({
  key: `dataset:${[name, digest ?? ""].map(encodeURIComponent).join(":")}`,
  id: null,
  kind: "DATASET",
  label: name,
  dataset: { name, digest },
});

export const slotNode = (modelId: string, slot: string): LineageNode => ({
  key: `slot:${modelId}:${encodeURIComponent(slot)}`,
  id: null,
  kind: "SLOT",
  label: slot,
});

export const link = (
  from: LineageNode,
  role: EdgeRole,
  to: LineageNode,
  context: string | null = null,
): LineageLink => ({ from, to, role, context });
