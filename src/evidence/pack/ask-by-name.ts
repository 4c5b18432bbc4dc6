import type { Category } from "../../audit/personal.js";
import type { Ctx } from "../../context.js";
import { notFound } from "../../errors.js";
import { versionByNumber } from "../../registry/versions.queries.js";
import { createEvidencePack } from "./create-evidence-pack.js";

/** Makes the pack that a query asks for: `model`, `version`, `disclose` (with commas), `card`. Answers its id. */
export const packFrom = async (ctx: Ctx, query: URLSearchParams): Promise<string> => {
  const number = query.get("version") ?? "";
  const name = query.get("model") ?? "";
  const version = /^\d{1,9}$/.test(number)
    ? await versionByNumber(ctx.db.single, ctx.access.ability, { name, version: Number(number) }, "allowed")
    : undefined;
  if (version === undefined) throw notFound("model version");
  const disclose = query.get("disclose");
  const { evidencePackId } = await createEvidencePack(ctx, {
    modelVersionId: version.id,
    // Checked by the command.
    disclose: disclose === null || disclose === "" ? null : (disclose.split(",") as Category[]),
    card: query.get("card"),
  });
  return evidencePackId;
};
