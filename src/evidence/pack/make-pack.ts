import type { Readable } from "node:stream";
import { holdBlob, keepBlob } from "../../artifacts/artifacts.store.js";
import { storeBytes } from "../../artifacts/store-bytes.js";
import type { Ctx } from "../../context.js";
import { DomainError, notFound } from "../../errors.js";
import { type VersionRead, versionsById } from "../../registry/versions.queries.js";
import { awaitCoverage, type Covered } from "./await-coverage.js";
import { coverageOf } from "./covering.queries.js";
import { cardOf } from "./pack-card.js";
import { packFiles } from "./pack-files.js";
import { Outrun, type PackPlan, planOf } from "./pack-plan.js";
import { readerOf } from "./pack-reader.js";
import { statementOf } from "./pack-statement.js";
import { entryOfPack, type MadePack, type PackRead, packsById } from "./packs.queries.js";
import { storePackFile } from "./packs.store.js";
import { inPieces, type PartFacts, zipOf } from "./zip.js";

/** Times that a version may change while its pack is made. */
const TRIES = 5;

/** The pack as it was made, or is made now; whoever asks for it again meanwhile waits for the same. */
export const madePack = async (ctx: Ctx, packId: string): Promise<MadePack> => {
  const known = await readPack(ctx, packId);
  if (isMade(known)) return known;
  await ctx.packing.turns.take(packId, () => make(ctx, known));
  const made = await readPack(ctx, packId);
  if (!isMade(made)) throw new Error(`${packId} was made and is not there`);
  return made;
};

const isMade = (pack: PackRead): pack is MadePack => pack.sha256 !== null;

const readPack = async (ctx: Ctx, packId: string): Promise<PackRead> => {
  const [pack] = await packsById(ctx.db.single, readerOf(ctx), [packId]);
  if (pack === undefined) throw notFound("evidence pack");
  return pack;
};

const make = async (ctx: Ctx, pack: PackRead): Promise<void> => {
  const [version] = await versionsById(ctx.db.single, ctx.access.ability, [pack.modelVersionId]);
  if (version === undefined) throw notFound("evidence pack");
  const plan = await planned(ctx, pack, version);
  await storeBytes(ctx, inPieces(zipped(ctx, plan)), (blob) =>
    ctx.db.transaction(async (tx) => {
      const replaced = await keepBlob(tx, blob);
      const { sha256, size } = blob;
      const file = { packId: pack.id, sha256, size, checkpointSize: plan.covered.checkpointSize };
      if (await storePackFile(tx, file)) await holdBlob(tx, pack.id, sha256);
      return replaced;
    }),
  );
};

/** The plan as of a checkpoint that covers the pack's entry; as of a later one where things have gone on meanwhile. */
const planned = async (ctx: Ctx, pack: PackRead, version: VersionRead): Promise<PackPlan> => {
  const entry = await entryOfPack(ctx.db.single, pack.id);
  const { whyOff } = ctx.merkleLog;
  let beyond = 0n;
  for (let tries = 0; tries < TRIES; tries++) {
    const covered = await awaitCoverage(ctx.packing, { entry, beyond, whyOff });
    try {
      const card = pack.card === null ? null : await cardOf(ctx, version.id, pack.card);
      const plan = await planOf(ctx, covered, { version, disclosed: pack.disclosed, card });
      if (await isSame(ctx, covered)) return plan;
    } catch (error) {
      if (error instanceof Outrun) beyond = covered.indexSize;
      else if (await isSame(ctx, covered)) throw error;
    }
  }
  throw new DomainError("UNAVAILABLE", "The version changes too often for a pack to be made now; ask again.");
};

/** Whether what the index was committed to is still what the plan was made of. */
const isSame = async (ctx: Ctx, { log, indexLeaf }: Covered): Promise<boolean> => {
  const now = await coverageOf(ctx.packing.single, null);
  return now?.log === log && now.indexLeaf === indexLeaf;
};

const zipped = (ctx: Ctx, plan: PackPlan): Readable => {
  const files = new Map<string, PartFacts>();
  const { hardening } = ctx.packing;
  const statement = statementOf(plan, { key: ctx.packing.key(), hardening });
  return zipOf(packFiles(plan, { files, statement }), (name, facts) => files.set(name, facts));
};
