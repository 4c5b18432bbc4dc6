import { z } from "zod";
import { type VersionContent, versionDigest } from "../../../verify/version-digest.js";
import { peopleBehind } from "../../access/caller.js";
import { command, type Tx } from "../../acts/command.js";
import { auditedTags } from "../../audit/audited-text.js";
import type { Link } from "../../audit/entry.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { DomainError, invalid } from "../../errors.js";
import { description, id, text } from "../../input.js";
import { excessOf, takeSnapshot } from "../frozen/take-snapshot.step.js";
import { contentOf, versionContent } from "../frozen/version-content.js";
import { nameOf, type Origin, originOf, snapshotState } from "../frozen/version-origin.js";
import type { LockedModel } from "../registry.store.js";
import { tagList } from "../registry-input.js";
import { lockReadableModel, requireRight, versionLabel, versionLinks } from "../rights.js";
import { storeTags } from "../tags.store.js";
import { type Provenance, storeCopy, storeVersion } from "../versions.store.js";

/** Makes the next version of a model and freezes its content under one digest. */
export const createModelVersion = command(
  "createModelVersion",
  {
    scope: "WRITE",
    input: z.object({
      registeredModelId: id,
      ...versionContent,
      loggedModelId: id.nullish(),
      runLink: text(2_000).nullish(),
      tags: tagList,
      description: description.nullish(),
    }),
  },
  async (ctx, tx, input) => {
    const { origin, model } = await originAndModel(ctx, tx, input);
    const modelVersionId = newId("mv");
    const { content, provenance } = await contentFrom(ctx, tx, origin, contentOf(input));
    const version = model.lastVersion + 1;
    const digest = versionDigest(model.id, version, content);
    const facts = { version, digest, description: input.description ?? "" };
    const authors = [...new Set([...peopleBehind(ctx), ...origin.authors])];
    const making = { by: ctx.principal.id, authors, madeOf: origin.madeOf, runLink: input.runLink ?? "" };
    await storeVersion(tx, { id: modelVersionId, modelId: model.id, ...making, ...facts }, content, provenance);
    if (origin.copied !== null) await storeCopy(tx, modelVersionId, origin.copied.id);
    await storeTags(tx, modelVersionId, input.tags, { by: ctx.principal.id, mintedBy: ctx.credential.mintedBy });
    tx.audit({
      stream: modelVersionId,
      label: versionLabel(model, { version }),
      subjects: [...versionLinks(model), ...originLinks(origin)],
      after: {
        source: content.source,
        ...(origin.copied !== null && { copyOf: nameOf(origin.copied) }),
        runId: content.runId,
        snapshot: provenance.snapshot,
        ...facts,
        tags: auditedTags(input.tags),
      },
    });
    return { modelVersionId };
  },
);

/**
 * The run is held before the model's row is locked, as wherever both are. Whether the caller may add to the model is
 * told before anything that is wrong with the source.
 */
const originAndModel = async (
  ctx: Ctx,
  tx: Tx,
  { registeredModelId, ...input }: { registeredModelId: string; loggedModelId?: string | null | undefined } & Claimed,
): Promise<{ origin: Origin; model: LockedModel }> => {
  const found = await originOf(ctx, tx, { ...input, loggedModelId: input.loggedModelId ?? null }).catch(
    (error: unknown) => {
      // What the database refused has ended the transaction.
      if (error instanceof DomainError && error.cause === undefined) return error;
      throw error;
    },
  );
  const model = await lockReadableModel(ctx, tx, registeredModelId);
  requireRight(ctx, model, "contribute");
  if (found instanceof DomainError) throw found;
  return { origin: found, model };
};

type Claimed = Pick<VersionContent, "source" | "runId">;

interface Made {
  readonly content: VersionContent;
  readonly provenance: Provenance;
}

/**
 * What the version freezes. Of artifacts that this service holds it reads everything itself: nobody else's word counts.
 * What is elsewhere is as given; if nothing is given, the run's record is read.
 */
const contentFrom = async (ctx: Ctx, tx: Tx, origin: Origin, given: VersionContent): Promise<Made> => {
  const { source, run, loggedModel, artifactRoot, copied, runId } = origin;
  const isGiven = [given.params, given.metrics, given.datasets, given.artifacts].some((list) => list.length > 0);
  if (isGiven && (artifactRoot !== null || copied !== null))
    throw invalid(
      "source",
      "it names artifacts of this service, which reads params, metrics, data sets and files itself: give none.",
    );
  if (copied !== null) return { content: { ...copied.content, source, runId }, provenance: copied };
  const links = { runUuid: run?.uuid ?? null, loggedModelUuid: loggedModel?.uuid ?? null, artifactRoot };
  if (isGiven || (run === null && loggedModel === null))
    return { content: { ...given, source, runId }, provenance: { ...links, snapshot: "NONE" } };
  const taken = await takeSnapshot(tx, ctx.db, origin);
  const excess = excessOf(taken);
  if (excess !== undefined)
    throw invalid("source", `the run or folder that it names holds ${excess}, which no version can freeze.`);
  return {
    content: { source, runId, ...taken },
    provenance: { ...links, snapshot: snapshotState(origin) },
  };
};

const originLinks = ({ run, loggedModel }: Origin): Link[] => [
  ...(run === null ? [] : [{ id: run.id, role: "run" } as const]),
  ...(loggedModel === null ? [] : [{ id: loggedModel.id, role: "loggedModel", label: loggedModel.name } as const]),
];
