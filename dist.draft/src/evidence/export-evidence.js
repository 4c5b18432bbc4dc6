import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import { notFound } from "../errors.js";
import { modelName } from "../input.js";
import { versionByNumber } from "../registry/versions.queries.js";
import { exportFormats } from "./export-formats.js";
import { noteRead } from "./reads.store.js";
/**
 * Records on its reader's stream, once an hour, that a version's evidence is about to leave the service; what it leaves as
 * is written by `exportOf`. It is no part of the version's own story: readers must not fill that.
 */
export const exportEvidence = command("exportEvidence", {
    scope: "READ",
    input: z.strictObject({
        model: modelName,
        version: z.int().min(1, "a version number from 1.").max(2_147_483_647, "a version number."),
        format: z.enum(exportFormats, "jsonl, csv or html."),
    }),
}, async (ctx, tx, input) => {
    const version = await versionByNumber(tx, ctx.access.ability, { name: input.model, version: input.version }, "allowed");
    if (version === undefined)
        throw notFound("model version");
    if (!(await noteRead(tx, ctx.principal.id, version.id)))
        return new Unchanged({ version });
    tx.audit({
        stream: ctx.principal.id,
        label: ctx.principal.handle,
        subjects: [
            { id: version.id, role: "read", label: `${version.modelName}/${version.version}` },
            { id: version.registeredModelId, role: "model", label: version.modelName },
            { id: version.teamId, role: "owner" },
        ],
        after: { format: input.format },
    });
    return { version };
});
//# sourceMappingURL=export-evidence.js.map