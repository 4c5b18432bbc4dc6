import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { tagKey } from "../registry-input.js";
import { dropTag, readTag } from "../tags.store.js";
import { lockTagged } from "./tagged.js";

/** Takes a tag from a model or version; with `ifExists` one that is not set is none any more. */
export const deleteTag = command(
  "deleteTag",
  { scope: "WRITE", input: z.object({ subjectId: id, key: tagKey, ifExists: z.boolean().nullish() }) },
  async (ctx, tx, { subjectId, key, ifExists }) => {
    const tagged = await lockTagged(ctx, tx, subjectId);
    const earlier = await readTag(tx, tagged.id, key);
    if (earlier === undefined && ifExists === true) return new Unchanged({ subjectId });
    if (earlier === undefined) throw notFound("tag", ["input", "key"]);
    await dropTag(tx, tagged.id, key);
    tx.audit({
      stream: tagged.id,
      label: tagged.label,
      subjects: tagged.links,
      before: { key, value: auditedText(earlier.value) },
      after: { key, value: null },
    });
    await ctx.guard.voidOutdated(tx, tagged.model.id, `the tag "${key}" of ${tagged.label} was deleted`);
    return { subjectId };
  },
);
