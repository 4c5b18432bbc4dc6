import { Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { principalLoader, signersLoader, teamLoader } from "../../access/access.loaders.js";
import { Principal, Team } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { decisionEntriesLoader } from "../governance.loaders.js";
import { sameHands } from "../hands-rules.js";
import { Decision, EntryPlace, TransitionRequirement } from "../requests.types.js";

@Resolver(() => TransitionRequirement)
export class TransitionRequirementResolver {
  @FieldResolver(() => Team, {
    nullable: true,
    description: "The team that the role must be in; null when the policy is hidden.",
  })
  @Policy({ scope: "READ" })
  team(@Root() { teamId }: TransitionRequirement, @Context() ctx: Ctx) {
    return teamId === null ? null : loader(ctx, teamLoader).load(teamId);
  }

  @FieldResolver(() => [Principal], {
    description: "People who could fill it, by handle; empty but for the team's members, administrators and auditors.",
  })
  @Policy({ scope: "READ" })
  candidates(
    @Root() { teamId, role, excludes }: TransitionRequirement,
    @Context() ctx: Ctx,
    @Args(() => ListArgs) { first }: ListArgs,
  ) {
    return teamId === null ? [] : loader(ctx, signersLoader).load({ id: teamId, args: { role, excludes, first } });
  }
}

@Resolver(() => Decision)
export class DecisionResolver {
  @FieldResolver(() => Principal, { description: "The principal that signed." })
  @Policy({ scope: "READ" })
  by(@Root() decision: Decision, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(decision.principalId);
  }

  @FieldResolver(() => Boolean, {
    description:
      "True if the same words from you would be this decision and no other: it is yours, and your credential was minted, and you were invited to make it, by the same people as for the one that it was given with.",
  })
  @Policy({ scope: "READ" })
  viewerRepeats(
    @Root() { principalId, mintedBy, invitedById: invitedBy }: Decision,
    @Context() { principal, credential }: Ctx,
  ): boolean {
    return principalId === principal.id && sameHands({ mintedBy, invitedBy }, credential);
  }

  @FieldResolver(() => EntryPlace, { nullable: true, description: "The audit entry that records it." })
  @Policy({ scope: "READ" })
  async entry(@Root() { id, requestId }: Decision, @Context() ctx: Ctx): Promise<EntryPlace | null> {
    const entries = await loader(ctx, decisionEntriesLoader).load(requestId);
    return entries.find(({ decisionId }) => decisionId === id) ?? null;
  }

  @FieldResolver(() => Principal, {
    nullable: true,
    description: "Who invited the signer to make that credential; null for one that was made otherwise.",
  })
  @Policy({ scope: "READ" })
  invitedBy(@Root() { invitedById }: Decision, @Context() ctx: Ctx) {
    return invitedById === null ? null : loader(ctx, principalLoader).load(invitedById);
  }
}
