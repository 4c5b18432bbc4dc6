import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { hexOfUuid, idOfHex } from "../../db/ids.js";
import { invalid, notFound } from "../../errors.js";
import { findLoggedModels, type LoggedModelFacts } from "../../tracking/logged-models/logged-models.store.js";
import { holdRun, type RunFacts } from "../../tracking/runs/runs.store.js";
import { isEnded } from "../../tracking/statuses.js";
import { readsTracked } from "../../tracking/tracked-rights.js";
import { readLifecycle } from "../lifecycle.store.js";
import { findStage } from "../lifecycle-rules.js";
import { resolveMany } from "../resolve/resolve.queries.js";
import { parseModelUri } from "../resolve/resolve-uri.js";
import { readsVersion } from "../versions.queries.js";
import { holdsFiles, type Provenance } from "../versions.store.js";
import { type FrozenVersion, frozenVersion } from "./frozen-versions.queries.js";
import { differs, parseSource, type Source, sourceMismatch } from "./source-rules.js";

/** What the version is to be made of, as far as this service holds it and the caller may read it. */
export interface Origin {
  /**
   * As given, but for a copied version: one that was named by its stage or alias stands here by its number, since those
   * move; one whose files this service does not hold by its own source, since its name may be another model's one day.
   */
  readonly source: string;
  /** The run's id as it is kept: as given, or of what the source names. */
  readonly runId: string | null;
  readonly run: RunFacts | null;
  readonly loggedModel: LoggedModelFacts | null;
  /** Folder whose files are frozen, below the logged model, else below the run; null when there is none of ours. */
  readonly artifactRoot: string | null;
  /** A version whose content is copied as it was frozen. */
  readonly copied: FrozenVersion | null;
  /** Whose work it is, beside the caller's: of the run, of the logged model, of the copied version. */
  readonly authors: readonly string[];
  /** The run and the logged model, by uuid: whoever wrote to them is its author, too. */
  readonly madeOf: readonly string[];
}

export interface Claims {
  readonly source: string;
  readonly runId: string | null;
  /** A logged model, by its id here; the empty string is nobody's. */
  readonly loggedModelId: string | null;
}

/**
 * Finds what a version's source and claims name. What the caller cannot read is treated as absent: its id is kept as
 * text, nothing of it is frozen. A source that names another run or logged model than is claimed is SOURCE_MISMATCH.
 * The run's row is held: it does not end while the version is made. Called before any model's row is locked.
 */
export const originOf = async (ctx: Ctx, tx: Tx, claims: Claims): Promise<Origin> => {
  const source = parseSource(claims.source);
  if (source.kind === "models" || source.kind === "version") return originOfCopy(ctx, tx, source, claims);
  if (source.kind === "run" && differs(claims.runId, source.run)) throw sourceMismatch("run_id");
  if (source.kind === "run" && claims.loggedModelId !== null) throw sourceMismatch("model_id");
  const named = source.kind === "loggedModel" ? idOfHex("lm", source.model) : null;
  if (named !== null && claims.loggedModelId !== null && claims.loggedModelId !== named)
    throw sourceMismatch("model_id");
  const loggedModel = await readableModel(ctx, tx, named ?? claims.loggedModelId);
  const runOfModel = loggedModel?.sourceRun ?? null;
  if (runOfModel !== null && differs(claims.runId, runOfModel)) throw sourceMismatch("run_id");
  const runId = (claims.runId || null) ?? (source.kind === "run" ? source.run : runOfModel);
  const run = await readableRun(ctx, tx, runId);
  const artifactRoot = rootOf(source, run, loggedModel);
  const made = [run, loggedModel].filter((each) => each !== null);
  const [authors, madeOf] = [made.map(({ createdById }) => createdById), made.map(({ uuid }) => uuid)];
  return { source: claims.source, runId, run, loggedModel, artifactRoot, copied: null, authors, madeOf };
};

const rootOf = (source: Source, run: RunFacts | null, model: LoggedModelFacts | null): string | null => {
  if (source.kind === "loggedModel") return model === null ? null : source.path;
  if (source.kind !== "run" || run === null) return null;
  return source.experiment === null || source.experiment === run.experiment.toString() ? source.path : null;
};

const readableRun = async (ctx: Ctx, tx: Tx, hex: string | null): Promise<RunFacts | null> => {
  const id = hex === null ? "" : idOfHex("run", hex);
  const run = id === "" ? undefined : await holdRun(tx, id);
  return run !== undefined && readsTracked(ctx, run) ? run : null;
};

const readableModel = async (ctx: Ctx, tx: Tx, id: string | null): Promise<LoggedModelFacts | null> => {
  const model = id === null || id === "" ? undefined : (await findLoggedModels(tx, [id]))[0];
  return model !== undefined && !model.deleted && readsTracked(ctx, model) ? model : null;
};

const originOfCopy = async (
  ctx: Ctx,
  tx: Tx,
  source: Extract<Source, { kind: "models" | "version" }>,
  claims: Claims,
): Promise<Origin> => {
  if (source.kind === "version" && source.path !== "")
    throw invalid("source", "a version is copied whole: name its root, without a folder below it.");
  const id = source.kind === "version" ? source.modelVersionId : await versionNamed(ctx, tx, source.uri);
  const readable = id !== undefined && (await readsVersion(ctx, tx, id));
  const copied = readable ? await settledOrHeld(ctx, tx, id) : undefined;
  if (copied === undefined) throw notFound("model version", ["input", "source"]);
  if (copied.isPrompt) throw invalid("source", "a prompt's version is no model: it cannot be copied into one.");
  const model = copied.loggedModelUuid === null ? null : idOfHex("lm", hexOfUuid(copied.loggedModelUuid));
  if (differs(claims.runId, copied.content.runId)) throw sourceMismatch("run_id");
  if (differs(claims.loggedModelId, model)) throw sourceMismatch("model_id");
  return {
    source: sourceOfCopy(copied, source.kind === "version" ? claims.source : nameOf(copied)),
    runId: copied.content.runId,
    run: null,
    loggedModel: null,
    artifactRoot: copied.artifactRoot,
    copied,
    authors: copied.authors,
    madeOf: [],
  };
};

/** A version as MLflow names it. */
export const nameOf = ({ modelName, version }: Pick<FrozenVersion, "modelName" | "version">): string =>
  `models:/${modelName}/${version}`;

const sourceOfCopy = ({ artifactRoot, content }: FrozenVersion, named: string): string =>
  holdsFiles(content, artifactRoot) || parseSource(content.source).kind === "models" ? named : content.source;

/**
 * A provisional version's run is held before its content is taken: it ends before, with this copy final, or after. What
 * run and logged model say later is for those who read both; others copy for good what the version says now.
 */
const settledOrHeld = async (ctx: Ctx, tx: Tx, id: string): Promise<FrozenVersion | undefined> => {
  const seen = await frozenVersion(tx, id);
  if (seen?.snapshot !== "PROVISIONAL" || seen.runUuid === null) return seen;
  const run = await readableRun(ctx, tx, hexOfUuid(seen.runUuid));
  const follows =
    run !== null && (seen.loggedModelUuid === null || (await readsModelNow(ctx, tx, seen.loggedModelUuid)));
  const held = await frozenVersion(tx, id);
  return held && (follows ? held : { ...held, snapshot: "FINAL" });
};

const readsModelNow = async (ctx: Ctx, tx: Tx, uuid: string): Promise<boolean> => {
  const [model] = await findLoggedModels(tx, [idOfHex("lm", hexOfUuid(uuid))]);
  return model !== undefined && readsTracked(ctx, model);
};

const versionNamed = async (ctx: Ctx, tx: Tx, text: string): Promise<string | undefined> => {
  const uri = parseModelUri(text);
  const stage = uri.by === "stage" ? findStage(await readLifecycle(tx), uri.value)?.name : uri.value;
  const [found] =
    stage === undefined
      ? []
      : await resolveMany(tx, { ability: ctx.access.ability, action: "read" }, [{ ...uri, value: stage }]);
  return found?.version.id;
};

/** How final a snapshot taken now is: while the run goes on, more may come. */
export const snapshotState = ({ run, loggedModel }: Pick<Origin, "run" | "loggedModel">): Provenance["snapshot"] => {
  if (run !== null) return isEnded(run.status) ? "FINAL" : "PROVISIONAL";
  return loggedModel === null ? "NONE" : "FINAL";
};
