import { z } from "zod";
import { readTeam } from "../../access/access.store.js";
import { command, type Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { forbidden, invalid, notFound } from "../../errors.js";
import { id, reason } from "../../input.js";
import { storeModelTeam } from "../models.store.js";
import { type LockedModel, lockModel } from "../registry.store.js";
import { hasRight, ownerLink, readsModel } from "../rights.js";
import { wayOutFor } from "../slots/way-out-rules.js";
import { slotsHeldIn } from "../slots.store.js";
import {
  dropGrant,
  dropTransferOffer,
  readTransferOffer,
  storeTransferOffer,
  type TransferOffer,
} from "./grants.store.js";

interface Transfer {
  readonly model: LockedModel;
  readonly team: { readonly id: string; readonly slug: string };
  readonly reason: string;
}

/**
 * Moves a model to another team: at once by whoever owns both sides (or an admin). An owner of the owning team alone
 * makes an offer; an owner of the other team takes it by the same call. Naming the owning team withdraws the offer.
 */
export const transferRegisteredModel = command(
  "transferRegisteredModel",
  { scope: "WRITE", input: z.object({ registeredModelId: id, teamId: id, reason }) },
  async (ctx, tx, input) => {
    const model = await lockModel(tx, input.registeredModelId);
    if (model === undefined) throw notFound("registered model");
    const team = await readTeam(tx, input.teamId);
    const offer = await readTransferOffer(tx, model.id);
    const receives = team !== undefined && ctx.access.ability.can("administer", { type: "Team", id: team.id });
    const offered = receives && offer?.teamId === team.id;
    if (!offered && !readsModel(ctx, model)) throw notFound("registered model");
    tx.target({ id: model.id, role: "target", label: model.name }, ownerLink(model));
    if (team === undefined) throw notFound("team", ["input", "teamId"]);
    const owns = hasRight(ctx, model, "own");
    const transfer = { model, team, reason: input.reason };
    if (!owns && !offered) throw refusal(transfer);
    if (team.id === model.teamId) await withdraw(tx, transfer, offer);
    else if (receives) await move(ctx, tx, transfer);
    else await offerTo(ctx, tx, transfer);
    return { registeredModelId: model.id };
  },
);

const refusal = ({ model, team }: Transfer): Error =>
  forbidden(
    `This needs the role OWNER in the team "${model.teamSlug}", or its offer to "${team.slug}" and OWNER there.`,
  );

const withdraw = async (tx: Tx, { model, reason: why }: Transfer, offer: TransferOffer | undefined): Promise<void> => {
  if (offer === undefined) throw invalid("teamId", `The team "${model.teamSlug}" owns this model already.`);
  await dropTransferOffer(tx, model.id);
  const other = { id: offer.teamId, slug: offer.teamSlug };
  record(
    tx,
    { model, team: other, reason: why },
    "withdrawTransferOffer",
    { offeredTo: other.slug },
    { offeredTo: null },
  );
};

const offerTo = async (ctx: Ctx, tx: Tx, transfer: Transfer): Promise<void> => {
  const { model, team } = transfer;
  await storeTransferOffer(tx, { modelId: model.id, teamId: team.id, reason: transfer.reason, by: ctx.principal.id });
  record(tx, transfer, "offerTransfer", { offeredTo: null }, { offeredTo: team.slug });
};

const move = async (ctx: Ctx, tx: Tx, transfer: Transfer): Promise<void> => {
  const { model, team } = transfer;
  await requireNoTeamPolicy(ctx, tx, model);
  await dropTransferOffer(tx, model.id);
  await dropGrant(tx, model.id, team.id);
  await storeModelTeam(tx, model.id, team.id);
  record(tx, transfer, "transferRegisteredModel", { team: model.teamSlug }, { team: team.slug });
  await ctx.guard.voidOutdated(tx, model.id, `the registered model was transferred to the team "${team.slug}"`);
};

/** Else the owner of two teams could move what a policy of one guards, in the other, and bring it back. */
const requireNoTeamPolicy = async (ctx: Ctx, tx: Tx, model: LockedModel): Promise<void> => {
  if (ctx.access.ability.can("administer", { type: "Organization" })) return;
  const held = await slotsHeldIn(tx, model.id);
  const slots = held.map(({ slot }) => slot);
  const [slot] = await ctx.guard.guarded(tx, model, slots, "TEAM");
  if (slot === undefined) return;
  const holder = held.find((each) => each.slot === slot);
  throw forbidden(
    `Version ${holder?.version} of "${model.name}" holds ${slot}, which a policy of the team "${model.teamSlug}" guards: taking it from under that policy takes an ADMIN, as loosening the policy would. Else ${wayOutFor(slot, "its team")}.`,
  );
};

type Named = Record<string, string | null>;

/** One entry for the model and one for each of the two teams. */
const record = (tx: Tx, { model, team, reason: why }: Transfer, action: string, before: Named, after: Named): void => {
  const told = { action, before, after, reason: why };
  const modelLink = { id: model.id, role: "model", label: model.name } as const;
  const teamLink = { id: team.id, role: "team", label: team.slug } as const;
  tx.audit({ ...told, stream: model.id, label: model.name, subjects: [ownerLink(model), teamLink] });
  tx.audit({ ...told, stream: model.teamId, label: model.teamSlug, subjects: [modelLink, teamLink] });
  tx.audit({ ...told, stream: team.id, label: team.slug, subjects: [modelLink, ownerLink(model)] });
};
