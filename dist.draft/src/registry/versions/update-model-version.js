import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { description, id } from "../../input.js";
import { lockReadableVersion, requireRight, versionLabel, versionLinks } from "../rights.js";
import { storeVersionDescription } from "../versions.store.js";
/** Changes a version's description; all else but tags is frozen. */
export const updateModelVersion = command("updateModelVersion", { scope: "WRITE", input: z.object({ modelVersionId: id, description: description.nullish() }) }, async (ctx, tx, input) => {
    const { model, version } = await lockReadableVersion(ctx, tx, input.modelVersionId);
    requireRight(ctx, model, "contribute");
    const result = { modelVersionId: version.id };
    const wanted = input.description ?? version.description;
    if (wanted === version.description)
        return new Unchanged(result);
    await storeVersionDescription(tx, version.id, wanted);
    tx.audit({
        stream: version.id,
        label: versionLabel(model, version),
        subjects: versionLinks(model),
        before: { description: version.description },
        after: { description: wanted },
    });
    return result;
});
//# sourceMappingURL=update-model-version.js.map