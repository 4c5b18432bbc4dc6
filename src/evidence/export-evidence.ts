import { z } from "zod";
import { command } from "../acts/command.js";
import { notFound } from "../errors.js";
import { modelName } from "../input.js";
import { type VersionRead, versionByNumber } from "../registry/versions.queries.js";
import { exportFormats } from "./export-formats.js";

/** Records that a version's evidence is about to leave the service; what it leaves as is written by `evidenceRoute`. */
export const exportEvidence = command(
  "exportEvidence",
  {
    scope: "READ",
    input: z.strictObject({
      model: modelName,
      version: z.int().min(1, "a version number from 1.").max(2_147_483_647, "a version number."),
      format: z.enum(exportFormats, "jsonl or csv."),
    }),
  },
  async (ctx, tx, input): Promise<{ version: VersionRead }> => {
    const version = await versionByNumber(
      tx,
      ctx.access.ability,
      { name: input.model, version: input.version },
      "allowed",
    );
    if (version === undefined) throw notFound("model version");
    const label = `${version.modelName}/${version.version}`;
    tx.audit({
      stream: version.id,
      label,
      subjects: [
        { id: version.registeredModelId, role: "model", label: version.modelName },
        { id: version.teamId, role: "owner" },
      ],
      after: { format: input.format },
    });
    return { version };
  },
);
