import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { id, text } from "../../input.js";
import { lockReadableModel, versionLabel, versionLinks } from "../rights.js";
import { holderOf, releaseAlias } from "../slots.store.js";
import { aliasSlot, requireAliasRemoval } from "./alias-rights.js";

/** Takes an alias for which no policy asks for signatures from its holder; with `ifExists` nobody need hold it, guarded or not. Scope: WRITE; right: move on the slot. */
export const removeAlias = command(
  "removeAlias",
  {
    scope: "WRITE",
    input: z.strictObject({ registeredModelId: id, alias: text(256), ifExists: z.boolean().nullish() }),
  },
  async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    const slot = aliasSlot(input.alias);
    const held = await holderOf(tx, model.id, slot.name);
    await requireAliasRemoval(ctx, tx, model, { name: slot.name, isFree: held === undefined });
    if (held === undefined && input.ifExists === true) return new Unchanged({ registeredModelId: model.id });
    const holder = held && (await releaseAlias(tx, model.id, slot.name));
    if (holder === undefined) throw notFound("alias", ["input", "alias"]);
    tx.audit({
      stream: holder.id,
      label: versionLabel(model, holder),
      subjects: versionLinks(model),
      before: { alias: slot.name, holder: holder.version },
      after: { alias: slot.name, holder: null },
    });
    await ctx.guard.voidOutdated(tx, model.id, `${slot.name} was removed`);
    return { registeredModelId: model.id };
  },
);
