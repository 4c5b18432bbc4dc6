import { z } from "zod";
import { peopleBehind } from "../access/caller.js";
import { auditedTags } from "../audit/audited-text.js";
import { command } from "../db/command.js";
import { newId } from "../db/ids.js";
import { description, id } from "../input.js";
import { lockReadableModel, requireRight, versionLabel, versionLinks } from "./rights.js";
import { storeTags } from "./tags.store.js";
import { contentOf, tagList, versionContent } from "./version-content.js";
import { versionDigest } from "./version-digest.js";
import { storeVersion } from "./versions.store.js";

/** Makes the next version of a model and freezes its content under one digest. */
export const createModelVersion = command(
  "createModelVersion",
  {
    scope: "WRITE",
    input: z.object({
      registeredModelId: id,
      ...versionContent,
      tags: tagList,
      description: description.nullish(),
    }),
  },
  async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "contribute");
    const modelVersionId = newId("mv");
    const content = contentOf(input);
    const version = model.lastVersion + 1;
    const digest = versionDigest(model.id, version, content);
    const facts = { version, digest, description: input.description ?? "" };
    const making = { by: ctx.principal.id, authors: peopleBehind(ctx) };
    await storeVersion(tx, { id: modelVersionId, modelId: model.id, ...making, ...facts }, content);
    await storeTags(tx, modelVersionId, input.tags);
    tx.audit({
      stream: modelVersionId,
      label: versionLabel(model, { version }),
      subjects: versionLinks(model),
      after: {
        source: content.source,
        runId: content.runId,
        ...facts,
        tags: auditedTags(input.tags),
      },
    });
    return { modelVersionId };
  },
);
