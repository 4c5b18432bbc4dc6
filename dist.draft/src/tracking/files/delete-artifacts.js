import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { parseArtifactPath } from "../../artifacts/artifact-path-rules.js";
import { dropArtifacts } from "../../artifacts/artifacts.store.js";
import { id } from "../../input.js";
import { artifactOwner } from "./artifact-owner.js";
/** Digests that one entry lists; of more it says how many. */
const LISTED = 200;
/** Takes a file, or every file below a folder, from a run or logged model. What versions froze of them stays. */
export const deleteArtifacts = command("deleteArtifacts", { scope: "WRITE", input: z.object({ ownerId: id, experiment: z.bigint().optional(), path: z.string() }) }, async (ctx, tx, input) => {
    const path = parseArtifactPath(input.path);
    const owner = await artifactOwner(ctx, tx, input, "maintain");
    const gone = await dropArtifacts(tx, owner.uuid, path);
    if (gone.length === 0)
        return new Unchanged({ ownerId: owner.id });
    tx.audit({
        stream: owner.id,
        subjects: owner.links,
        before: {
            path,
            files: gone.length,
            digests: gone.slice(0, LISTED).map(({ path: of, sha256 }) => ({ path: of, sha256 })),
        },
        after: { deleted: true },
    });
    return { ownerId: owner.id };
});
//# sourceMappingURL=delete-artifacts.js.map