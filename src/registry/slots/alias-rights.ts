import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError, forbidden, invalid } from "../../errors.js";
import { ALIAS_RULE, aliasOf, type Slot } from "../lifecycle-rules.js";
import type { GuardedModel } from "../slot-guard.js";

/** The slot of an alias as clients write it: `champion` or `@champion`. */
export const aliasSlot = (alias: string): Slot => {
  const name = aliasOf(alias.startsWith("@") ? alias.slice(1) : alias);
  if (name === undefined) throw invalid("alias", `${ALIAS_RULE}.`);
  return { name: `@${name}`, isStage: false, exclusive: true };
};

interface Direct {
  readonly doing: "Moving" | "Removing";
  /** What there is to do where a policy guards the alias. */
  readonly guarded: string;
  /** Whether nobody holds the alias, so that no policy has anything to guard. */
  readonly isFree?: boolean;
  /** Whether only policies that ask for signatures stand in the way. */
  readonly needsSignatures?: true;
}

const requireDirect = async (ctx: Ctx, tx: Tx, model: GuardedModel, name: string, direct: Direct): Promise<void> => {
  const { ability } = ctx.access;
  const slot = { type: "Slot", modelId: model.id, teamId: model.teamId, slot: name } as const;
  const refusal = forbidden(
    `${direct.doing} ${name} of "${model.name}" takes MAINTAINER in its team, or a grant that covers it.`,
  );
  if (!ability.can("request", slot)) throw refusal;
  const inTheWay = direct.needsSignatures === true ? ctx.guard.signed : ctx.guard.guarded;
  if (direct.isFree !== true && (await inTheWay(tx, model, [name])).length > 0)
    throw new DomainError("APPROVAL_REQUIRED", `A policy guards ${name}: ${direct.guarded}`, {
      path: ["input", "alias"],
      details: { slot: name },
    });
  if (!ability.can("move", slot)) throw refusal;
};

/** Refuses a direct move of an alias: to strangers, on guarded aliases, to those who may only ask. */
export const requireAliasMove = async (ctx: Ctx, tx: Tx, model: GuardedModel, { name }: Slot): Promise<void> =>
  requireDirect(ctx, tx, model, name, { doing: "Moving", guarded: `ask with requestTransition(to: "${name}").` });

/**
 * Refuses to take an alias away, likewise; one that somebody holds and for which a policy asks for signatures nobody takes
 * away. Gates judge what comes in: where a policy has these alone, whoever may move the slot empties it.
 */
export const requireAliasRemoval = async (
  ctx: Ctx,
  tx: Tx,
  model: GuardedModel,
  { name, isFree }: { name: string; isFree: boolean },
): Promise<void> =>
  requireDirect(ctx, tx, model, name, {
    doing: "Removing",
    needsSignatures: true,
    isFree,
    guarded: `it cannot be removed, only moved to another version, by requestTransition(to: "${name}") for that one.`,
  });
