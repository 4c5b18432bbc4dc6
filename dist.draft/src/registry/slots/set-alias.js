import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id, text } from "../../input.js";
import { freezeModelVersion } from "../frozen/freeze-model-version.step.js";
import { lockReadableVersion, versionLabel, versionLinks } from "../rights.js";
import { holderOf, placeSlot } from "../slots.store.js";
import { aliasSlot, requireAliasMove } from "./alias-rights.js";
/**
 * Points an unguarded alias at a version, whose snapshot is then final; on a guarded one it changes nothing.
 * Scope: WRITE; right: move on the slot.
 */
export const setAlias = command("setAlias", { scope: "WRITE", input: z.strictObject({ modelVersionId: id, alias: text(256) }) }, async (ctx, tx, input) => {
    const { model, version } = await lockReadableVersion(ctx, tx, input.modelVersionId);
    const slot = aliasSlot(input.alias);
    await requireAliasMove(ctx, tx, model, slot);
    const done = { modelVersionId: version.id };
    if ((await holderOf(tx, model.id, slot.name))?.id === version.id)
        return new Unchanged(done);
    if (version.snapshot === "PROVISIONAL")
        await freezeModelVersion(ctx, tx, version.id);
    const { displaced, instant } = await placeSlot(tx, model.id, version, slot);
    const label = versionLabel(model, version);
    const displacedLabel = displaced === null ? "" : versionLabel(model, displaced);
    tx.audit({
        stream: version.id,
        label,
        subjects: [
            ...versionLinks(model),
            ...(displaced === null ? [] : [{ id: displaced.id, role: "displaced", label: displacedLabel }]),
        ],
        before: { alias: slot.name, holder: displaced?.version ?? null },
        after: { alias: slot.name, holder: version.version, since: instant },
    });
    if (displaced !== null)
        tx.audit({
            stream: displaced.id,
            label: displacedLabel,
            subjects: [...versionLinks(model), { id: version.id, role: "subject", label }],
            before: { alias: slot.name, holder: displaced.version },
            after: { alias: slot.name, displacedBy: version.version, since: instant },
        });
    await ctx.guard.voidOutdated(tx, model.id, `version ${version.version} took ${slot.name}`);
    return done;
});
//# sourceMappingURL=set-alias.js.map