import { z } from "zod";
import { command } from "../db/command.js";
import { forbidden, notFound } from "../errors.js";
import { id, text } from "../input.js";
import { lockModel } from "./registry.store.js";
import { aliasGuarded, aliasSlot } from "./set-alias.js";
import { releaseAlias } from "./slots.store.js";

/** Takes an unguarded alias from its holder. Scope: WRITE; right: move on the slot. */
export const removeAlias = command(
  "removeAlias",
  { scope: "WRITE", input: z.strictObject({ registeredModelId: id, alias: text(256) }) },
  async (ctx, tx, input) => {
    const model = await lockModel(tx, input.registeredModelId);
    const { ability } = ctx.access;
    if (model === undefined || !ability.can("read", { type: "RegisteredModel", ...model }))
      throw notFound("registered model");
    tx.target(
      { id: model.id, role: "target", label: model.name },
      { id: model.teamId, role: "owner", label: model.teamSlug },
    );
    const slot = aliasSlot(input.alias);
    const of = { type: "Slot", modelId: model.id, teamId: model.teamId, slot: slot.name } as const;
    const refusal = forbidden(
      `Removing ${slot.name} from "${model.name}" takes MAINTAINER in its team, or a grant that covers it.`,
    );
    if (!ability.can("request", of)) throw refusal;
    if ((await ctx.guard.guarded(tx, model, [slot.name])).length > 0) throw aliasGuarded(slot.name);
    if (!ability.can("move", of)) throw refusal;
    const holder = await releaseAlias(tx, model.id, slot.name);
    if (holder === undefined) throw notFound("alias", ["input", "alias"]);
    tx.audit({
      stream: holder.id,
      label: `${model.name}/${holder.version}`,
      subjects: [
        { id: model.id, role: "model", label: model.name },
        { id: model.teamId, role: "owner", label: model.teamSlug },
      ],
      before: { alias: slot.name, holder: holder.version },
      after: { alias: slot.name, holder: null },
    });
    await ctx.guard.voidUntrue(ctx, tx, model.id, `${slot.name} was removed`);
    return { registeredModelId: model.id };
  },
);
