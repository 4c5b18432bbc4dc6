import { versionDigest } from "../../../verify/version-digest.js";
import { peopleBehind } from "../../access/caller.js";
import { whenReady } from "../../acts/unready.js";
import type { Ctx } from "../../context.js";
import { hexOfUuid, idOfHex } from "../../db/ids.js";
import { loader } from "../../graphql/loader.js";
import { type FrozenVersion, frozenState, frozenVersion } from "../../registry/frozen/frozen-versions.queries.js";
import { excessOf, takeSnapshot } from "../../registry/frozen/take-snapshot.step.js";
import { readLifecycle } from "../../registry/lifecycle.store.js";
import { parseSlot, type Slot } from "../../registry/lifecycle-rules.js";
import { versionLoader } from "../../registry/registry.loaders.js";
import { holderOf } from "../../registry/slots.store.js";
import type { VersionRead } from "../../registry/versions.queries.js";
import { findRuns } from "../../tracking/runs/runs.store.js";
import { runLoader } from "../../tracking/tracking.loaders.js";
import { policyLoader } from "../governance.loaders.js";
import { hiddenPolicies } from "../policies/hidden-policies.js";
import { policiesApplying } from "../policies/policies.store.js";
import { factsOf, type GateFact } from "./fact-rules.js";
import type { GateResult } from "./gate-rules.js";
import { judgeGates } from "./judge-gates.step.js";

/** What the gates would say, and which of their policies the caller may not know. */
export interface Foreseen {
  readonly slot: Slot;
  readonly gates: readonly GateResult[];
  readonly hidden: ReadonlySet<string>;
}

/**
 * What the gates would say if the caller, who reads the version, or the `requesters` asked for the move now. Changes nothing.
 */
export const foreseeGates = async (
  ctx: Ctx,
  version: VersionRead,
  to: string,
  requesters: readonly string[] = peopleBehind(ctx),
): Promise<Foreseen> => {
  const db = ctx.db.single;
  const slot = parseSlot(await readLifecycle(db), to);
  const state = await frozenState(db, version.id);
  if (state === undefined) return { slot, gates: [], hidden: new Set() };
  const model = { id: version.registeredModelId, name: version.modelName, teamId: version.teamId };
  const guarding = await policiesApplying(db, model, [slot.name]);
  const holder = slot.exclusive ? ((await holderOf(db, model.id, slot.name)) ?? null) : null;
  const frozen = state.snapshot === "PROVISIONAL" ? await asIfFrozenNow(ctx, version.id) : undefined;
  const digest = frozen === undefined ? version.digest : versionDigest(model.id, version.version, frozen.content);
  const move = { model, version: { id: version.id, version: version.version, digest }, slot, holder, guarding };
  const parties = { requesters, authors: state.authors };
  const asked = { parties, kinds: ctx.db.kinds, ...(frozen !== undefined && { frozen }) };
  const gates = await whenReady(ctx, () => judgeGates(db, move, asked));
  const hidden = await hiddenPolicies(ctx.access, [{ policies: guarding }], async (ids) => {
    const read = await loader(ctx, policyLoader).loadMany(ids);
    return read.flatMap((policy) => (policy === null || policy instanceof Error ? [] : [policy.id]));
  });
  return { slot, gates, hidden };
};

/** A provisional version would be frozen by the request: what it would hold then, to those who read its run. */
const asIfFrozenNow = async (ctx: Ctx, id: string): Promise<FrozenVersion | undefined> => {
  const held = await frozenVersion(ctx.db.single, id);
  if (held === undefined || held.runUuid === null) return undefined;
  const { runUuid, loggedModelUuid, artifactRoot } = held;
  const runId = idOfHex("run", hexOfUuid(runUuid));
  if ((await loader(ctx, runLoader).load(runId)) === null) return undefined;
  const [run = null] = await findRuns(ctx.db.single, [runId]);
  const loggedModel = loggedModelUuid === null ? null : { uuid: loggedModelUuid };
  const taken = await takeSnapshot(ctx.db.single, ctx.db, { run, loggedModel, artifactRoot });
  return excessOf(taken) === undefined ? { ...held, content: { ...held.content, ...taken } } : undefined;
};

/** What a gate looked at, as the caller may know it: what they do not read is there, and hidden. */
export const shownFacts = async (
  ctx: Ctx,
  result: Pick<GateResult, "gate" | "inputs" | "verdict">,
): Promise<(GateFact & { hidden: boolean })[]> =>
  Promise.all(
    factsOf(result).map(async (fact) => {
      const hidden = fact.id !== null && !(await isReadable(ctx, fact.id));
      return hidden ? { what: fact.what, label: null, id: null, digest: null, at: null, hidden } : { ...fact, hidden };
    }),
  );

/** Of the things that facts name, runs and versions may be hidden from who reads the version that is judged. */
const isReadable = async (ctx: Ctx, id: string): Promise<boolean> => {
  if (id.startsWith("run_")) return (await loader(ctx, runLoader).load(id)) !== null;
  if (id.startsWith("mv_")) return (await loader(ctx, versionLoader).load(id)) !== null;
  return true;
};
