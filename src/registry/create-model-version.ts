import { z } from "zod";
import { peopleBehind } from "../access/caller.js";
import { freezeArtifacts } from "../artifacts/artifacts.store.js";
import { auditedTags } from "../audit/audited-text.js";
import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import { command, type Tx } from "../db/command.js";
import { newId } from "../db/ids.js";
import { invalid } from "../errors.js";
import { description, id, text } from "../input.js";
import { lockReadableModel, requireRight, versionLabel, versionLinks } from "./rights.js";
import { storeTags } from "./tags.store.js";
import { takeSnapshot } from "./take-snapshot.js";
import { contentOf, tagList, versionContent } from "./version-content.js";
import { type VersionContent, versionDigest } from "./version-digest.js";
import { type Origin, originOf, snapshotState } from "./version-origin.js";
import { type Provenance, storeVersion } from "./versions.store.js";

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
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "contribute");
    const modelVersionId = newId("mv");
    const origin = await originOf(ctx, tx, { ...input, loggedModelId: input.loggedModelId ?? null });
    const { content, provenance } = await contentFrom(ctx, tx, origin, contentOf(input));
    const version = model.lastVersion + 1;
    const digest = versionDigest(model.id, version, content);
    const facts = { version, digest, description: input.description ?? "" };
    const authors = [...new Set([...peopleBehind(ctx), ...(origin.run === null ? [] : [origin.run.createdById])])];
    const making = { by: ctx.principal.id, authors, runLink: input.runLink ?? "" };
    await storeVersion(tx, { id: modelVersionId, modelId: model.id, ...making, ...facts }, content, provenance);
    if (provenance.artifactRoot !== null) await freezeArtifacts(tx, modelVersionId, content.artifacts);
    await storeTags(tx, modelVersionId, input.tags);
    tx.audit({
      stream: modelVersionId,
      label: versionLabel(model, { version }),
      subjects: [...versionLinks(model), ...originLinks(origin)],
      after: {
        source: content.source,
        runId: content.runId,
        snapshot: provenance.snapshot,
        ...facts,
        tags: auditedTags(input.tags),
      },
    });
    return { modelVersionId };
  },
);

interface Made {
  readonly content: VersionContent;
  readonly provenance: Provenance;
}

/**
 * What the version freezes. Of artifacts that this service holds it reads everything itself: nobody else's word counts.
 * What is elsewhere is as given; if nothing is given, the run's record is read.
 */
const contentFrom = async (ctx: Ctx, tx: Tx, origin: Origin, given: VersionContent): Promise<Made> => {
  const { run, loggedModel, artifactRoot, copied, runId } = origin;
  const isGiven = [given.params, given.metrics, given.datasets, given.artifacts].some((list) => list.length > 0);
  if (isGiven && (artifactRoot !== null || copied !== null))
    throw invalid(
      "source",
      "it names artifacts of this service, which reads params, metrics, data sets and files itself: give none.",
    );
  if (copied !== null) return { content: { ...copied.content, source: given.source, runId }, provenance: copied };
  const links = { runUuid: run?.uuid ?? null, loggedModelUuid: loggedModel?.uuid ?? null, artifactRoot };
  if (isGiven || (run === null && loggedModel === null))
    return { content: { ...given, runId }, provenance: { ...links, snapshot: "NONE" } };
  const taken = await takeSnapshot(tx, ctx.db, origin);
  return {
    content: { source: given.source, runId, ...taken },
    provenance: { ...links, snapshot: snapshotState(origin) },
  };
};

const originLinks = ({ run, loggedModel }: Origin): Link[] => [
  ...(run === null ? [] : [{ id: run.id, role: "run" } as const]),
  ...(loggedModel === null ? [] : [{ id: loggedModel.id, role: "loggedModel", label: loggedModel.name } as const]),
];
