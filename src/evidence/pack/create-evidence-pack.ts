import { z } from "zod";
import { systemCtx } from "../../access/system.js";
import { attempted, parseInput, requireScope } from "../../acts/attempt.js";
import { command, type Targeting } from "../../acts/command.js";
import { categories } from "../../audit/personal.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import type { Reader } from "../../db/sql.js";
import { forbidden, notFound } from "../../errors.js";
import { id, text } from "../../input.js";
import { type VersionRead, versionsById } from "../../registry/versions.queries.js";
import { addPackKey } from "./add-pack-key.js";
import { requireLog } from "./await-coverage.js";
import { coverageOf } from "./covering.queries.js";
import { cardOf } from "./pack-card.js";
import { auditsAll } from "./pack-reader.js";
import { storePack } from "./packs.store.js";
import { requireWholeStory } from "./whole-story.js";

const input = z.strictObject({
  modelVersionId: id,
  disclose: z.array(z.enum(categories, `each of ${categories.join(", ")}.`)).nullish(),
  card: text(1_000, { min: 1 }).nullish(),
});

type Given = z.input<typeof input> & { readonly idempotencyKey?: string | null | undefined };

/**
 * Makes an evidence pack of a version: first the entry that says so, then the log covers it, then the zip. Auditors and
 * administrators may, and whoever sees every entry of the version's story whole. Needs the log: UNAVAILABLE without it.
 */
export const createEvidencePack = async (ctx: Ctx, given: Given): Promise<{ evidencePackId: string }> => {
  await look(ctx, given);
  const asked = await askForPack(ctx, given);
  // What packs are made with is loaded by the first of them, not by every start.
  const { madePack } = await import("./make-pack.js");
  await madePack(ctx, asked.evidencePackId);
  return asked;
};

/** What is read before the entry is written: that takes longer than a transaction should. */
const look = (ctx: Ctx, { idempotencyKey: _, ...given }: Given): Promise<void> =>
  attempted("createEvidencePack", ctx, async ({ targets }) => {
    requireScope(ctx, "READ");
    const { modelVersionId, card } = parseInput(input, given);
    const target: Targeting["target"] = (...links) => void targets.push(...links);
    const version = await readableVersion(ctx, { ...ctx.db.single, target }, modelVersionId);
    await requireWholeStory(ctx, version);
    if (card != null) await cardOf(ctx, version.id, card);
    await announceKey(ctx);
  });

/** The log must be extended, and know the key that will sign. */
const announceKey = async (ctx: Ctx): Promise<void> => {
  const coverage = await coverageOf(ctx.packing.single, null);
  requireLog(coverage, ctx.merkleLog.whyOff);
  if (coverage === undefined) return;
  const { keyid, publicKey } = ctx.packing.key();
  const { id: logId, origin } = coverage;
  const { requestId } = ctx;
  await addPackKey(systemCtx(ctx.db, ctx.log, "job", { requestId }), { logId, origin, keyid, publicKey });
};

const readableVersion = async (ctx: Ctx, tx: Reader & Targeting, versionId: string): Promise<VersionRead> => {
  const [version] = await versionsById(tx, ctx.access.ability, [versionId]);
  if (version === undefined) throw notFound("model version");
  tx.target(...linksOf(version));
  return version;
};

/** A pack is no part of the version's own story: readers must not fill that. */
const linksOf = (version: VersionRead) =>
  [
    { id: version.id, role: "read", label: `${version.modelName}/${version.version}` },
    { id: version.registeredModelId, role: "model", label: version.modelName },
    { id: version.teamId, role: "owner" },
  ] as const;

const askForPack = command(
  "createEvidencePack",
  { scope: "READ", input },
  async (ctx: Ctx, tx, { modelVersionId, disclose, card }) => {
    const version = await readableVersion(ctx, tx, modelVersionId);
    const disclosed = categories.filter((category) => disclose?.includes(category));
    if (disclosed.includes("NETWORK") && !auditsAll(ctx))
      throw forbidden("disclose: NETWORK needs the organisation role AUDITOR or ADMIN; leave it out.");
    const evidencePackId = newId("pack");
    const pack = { disclosed, card: card ?? null };
    await storePack(tx, { id: evidencePackId, modelVersionId: version.id, ...pack, createdBy: ctx.principal.id });
    tx.audit({
      stream: ctx.principal.id,
      label: ctx.principal.handle,
      subjects: [{ id: evidencePackId, role: "pack" }, ...linksOf(version)],
      after: { evidencePack: evidencePackId, ...pack },
    });
    return { evidencePackId };
  },
);
