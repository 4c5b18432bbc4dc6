import { z } from "zod";
import { command, Unchanged } from "../db/command.js";
import { DomainError, forbidden, invalid, notFound } from "../errors.js";
import { id, text } from "../input.js";
import { isAlias } from "./lifecycle-rules.js";
import { lockVersion } from "./registry.store.js";
import { holderOf, placeSlot } from "./slots.store.js";

/** Points an unguarded alias at a version; on a guarded one it changes nothing. Scope: WRITE; right: move on the slot. */
export const setAlias = command(
  "setAlias",
  { scope: "WRITE", input: z.strictObject({ modelVersionId: id, alias: text(256) }) },
  async (ctx, tx, input) => {
    const locked = await lockVersion(tx, input.modelVersionId);
    const { ability } = ctx.access;
    if (locked === undefined || !ability.can("read", { type: "RegisteredModel", ...locked.model }))
      throw notFound("model version");
    const { model, version } = locked;
    const label = `${model.name}/${version.version}`;
    tx.target({ id: version.id, role: "target", label }, { id: model.teamId, role: "owner", label: model.teamSlug });
    const slot = aliasSlot(input.alias);
    const of = { type: "Slot", modelId: model.id, teamId: model.teamId, slot: slot.name } as const;
    const refusal = forbidden(
      `Setting ${slot.name} on "${model.name}" takes MAINTAINER in its team, or a grant that covers it.`,
    );
    if (!ability.can("request", of)) throw refusal;
    if ((await ctx.guard.guarded(tx, model, [slot.name])).length > 0) throw aliasGuarded(slot.name);
    if (!ability.can("move", of)) throw refusal;
    const holder = await holderOf(tx, model.id, slot.name);
    const done = { modelVersionId: version.id };
    if (holder?.id === version.id) return new Unchanged(done);
    const move = await placeSlot(tx, model.id, version, slot);
    const displaced = move.displaced;
    const links = [
      { id: model.id, role: "model", label: model.name },
      { id: model.teamId, role: "owner", label: model.teamSlug },
    ] as const;
    const displacedLink =
      displaced && ({ id: displaced.id, role: "displaced", label: `${model.name}/${displaced.version}` } as const);
    tx.audit({
      stream: version.id,
      label,
      subjects: displacedLink ? [...links, displacedLink] : links,
      before: { alias: slot.name, holder: displaced?.version ?? null },
      after: { alias: slot.name, holder: version.version, since: move.instant },
    });
    if (displaced && displacedLink)
      tx.audit({
        stream: displaced.id,
        label: displacedLink.label,
        subjects: [...links, { id: version.id, role: "subject", label }],
        before: { alias: slot.name, holder: displaced.version },
        after: { alias: slot.name, displacedBy: version.version, since: move.instant },
      });
    await ctx.guard.voidUntrue(ctx, tx, model.id, `version ${version.version} took ${slot.name}`);
    return done;
  },
);

/** The slot of an alias as clients write it: `champion` or `@champion`. */
export const aliasSlot = (alias: string): { name: string; isStage: false; exclusive: true } => {
  const name = alias.startsWith("@") ? alias.slice(1) : alias;
  if (!isAlias(name)) throw invalid("alias", '1–255 letters, digits, _ or -, not "latest" and not like "v7".');
  return { name: `@${name}`, isStage: false, exclusive: true };
};

/** The refusal of a direct move of an alias that a policy guards. */
export const aliasGuarded = (slot: string): DomainError =>
  new DomainError("APPROVAL_REQUIRED", `A policy guards ${slot}: ask with requestTransition(to: "${slot}").`, {
    path: ["input", "alias"],
    details: { slot },
  });
