import { z } from "zod";
import { command, type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { ORGANIZATION_ID } from "../../db/ids.js";
import { DomainError, forbidden } from "../../errors.js";
import { lockLifecycle } from "../lifecycle.store.js";
import { type Holder, type Lifecycle, type LifecycleStage, parseLifecycle } from "../lifecycle-rules.js";
import { line } from "../registry-input.js";
import { versionLabel } from "../rights.js";
import { entriesFor } from "./deletable.js";
import { sharedStage, stagesHeld, storeExclusive, storeLifecycle } from "./lifecycle-change.store.js";

const stageName = line(64);

/** Sets the organisation's stages, which of them are exclusive, and the moves between them. */
export const setLifecycle = command(
  "setLifecycle",
  {
    scope: "ADMIN",
    input: z.object({
      stages: z.array(z.object({ name: stageName, exclusive: z.boolean() })).max(50),
      edges: z
        .array(z.object({ from: stageName, to: stageName }))
        .max(2_500)
        .nullish(),
    }),
  },
  async (ctx, tx, input) => {
    if (!ctx.access.ability.can("administer", { type: "Organization" }))
      throw forbidden("This needs the organisation-wide role ADMIN; another administrator can give it.");
    const { revision: last, ...now } = await lockLifecycle(tx);
    const next = parseLifecycle(input);
    if (JSON.stringify(next) === JSON.stringify({ stages: now.stages, edges: now.edges }))
      return new Unchanged({ revision: last });
    await requireUnused(ctx, tx, now, next);
    await requireSpelling(ctx, tx, next);
    const changed = await changeExclusive(tx, now, next);
    const revision = last + 1;
    await storeLifecycle(tx, next, { revision, organizationId: ORGANIZATION_ID, by: ctx.principal.id });
    const entry = { stream: ORGANIZATION_ID, before: toJson(now), after: { revision, ...toJson(next) } };
    const touched = changed.map((version) => ({
      id: version.id,
      role: "subject" as const,
      label: versionLabel(version, version),
    }));
    for (const each of entriesFor(entry, touched)) tx.audit(each);
    return { revision };
  },
);

const refused = (message: string): DomainError =>
  new DomainError("LIFECYCLE_INVALID", message, { path: ["input", "stages"] });

const toJson = ({ stages, edges }: Lifecycle) => ({
  stages: stages.map(({ name, exclusive }) => ({ name, exclusive })),
  edges: edges === null ? null : edges.map(({ from, to }) => ({ from, to })),
});

/** A stage that a version holds, or that an open request asks for, cannot go. */
const requireUnused = async (ctx: Ctx, tx: Tx, now: Lifecycle, next: Lifecycle): Promise<void> => {
  const kept = new Set(next.stages.map(({ name }) => name));
  const gone = now.stages.map(({ name }) => name).filter((name) => !kept.has(name));
  if (gone.length === 0) return;
  const used = new Set([...(await stagesHeld(tx, gone)), ...(await ctx.guard.openFor(tx, gone))]);
  if (used.size > 0)
    throw refused(`In use, so cannot go: ${[...used].sort().join(", ")}. Move the versions out first.`);
};

/** Else a stage that goes and comes again in other letters would be served under a guarded name, and not guarded. */
const requireSpelling = async (ctx: Ctx, tx: Tx, { stages }: Lifecycle): Promise<void> => {
  const other = await ctx.guard.otherSpelling(
    tx,
    stages.map(({ name }) => name),
  );
  if (other !== undefined)
    throw refused(`An approval policy guards the stage as "${other.policySays}": spell "${other.stage}" so.`);
};

/** Holders follow what their stage has become; two holders in one model forbid that a stage becomes exclusive. */
const changeExclusive = async (tx: Tx, now: Lifecycle, next: Lifecycle): Promise<(Holder & { name: string })[]> => {
  const before = new Map(now.stages.map(({ name, exclusive }) => [name, exclusive]));
  const turned: LifecycleStage[] = next.stages.filter(
    ({ name, exclusive }) => before.has(name) && before.get(name) !== exclusive,
  );
  const shared = await sharedStage(
    tx,
    turned.filter(({ exclusive }) => exclusive).map(({ name }) => name),
  );
  if (shared !== undefined)
    throw refused(`"${shared.stage}" cannot become exclusive: two versions of "${shared.model}" hold it.`);
  const changed: (Holder & { name: string })[] = [];
  for (const { name, exclusive } of turned) changed.push(...(await storeExclusive(tx, name, exclusive)));
  return changed;
};
