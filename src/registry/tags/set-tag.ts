import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import { id } from "../../input.js";
import { tagKey, tagValue } from "../registry-input.js";
import { isSetSo, readTag, storeTag } from "../tags.store.js";
import { lockTagged } from "./tagged.js";

/**
 * Sets a tag on a model or version, over the value it had. The same value by somebody else, or by a credential that others
 * had a hand in, is a change: gates ask who said so.
 */
export const setTag = command(
  "setTag",
  { scope: "WRITE", input: z.object({ subjectId: id, key: tagKey, value: tagValue }) },
  async (ctx, tx, { subjectId, key, value }) => {
    const tagged = await lockTagged(ctx, tx, subjectId);
    const earlier = await readTag(tx, tagged.id, key);
    const setter = { by: ctx.principal.id, mintedBy: ctx.credential.mintedBy };
    if (isSetSo(earlier, value, setter)) return new Unchanged({ subjectId });
    await storeTag(tx, tagged.id, { key, value }, setter);
    tx.audit({
      stream: tagged.id,
      label: tagged.label,
      subjects: tagged.links,
      before: { key, value: auditedText(earlier?.value), ...(earlier?.value === value && { setBy: earlier.setBy }) },
      after: { key, value: auditedText(value) },
    });
    await ctx.guard.voidOutdated(tx, tagged.model.id, `the tag "${key}" of ${tagged.label} changed`);
    return { subjectId };
  },
);
