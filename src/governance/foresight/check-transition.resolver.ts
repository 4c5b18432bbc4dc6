import { Arg, Args, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { Policy } from "../../graphql/policy.js";
import { idAsked } from "../../input.js";
import { GateResult } from "../gates/gate-results.types.js";
import { checkTransition } from "./check-transition.pages.js";
import { TransitionCheck } from "./check-transition.types.js";

@Resolver(() => TransitionCheck)
export class CheckTransitionResolver {
  @Query(() => TransitionCheck, {
    description:
      "What would become of a move now: who could ask for it and sign it, and what would be refused. NOT_FOUND where the version is absent or not visible.",
  })
  @Policy({ scope: "READ", description: "for somebody else OWNER of the model's team" })
  checkTransition(
    @Context() ctx: Ctx,
    @Arg("modelVersionId", () => ID, { description: "The version." }) modelVersionId: string,
    @Arg("to", () => String, { description: "The stage (`Production`) or alias (`@champion`)." }) to: string,
    @Arg("principal", () => String, {
      nullable: true,
      description: "Whose move it would be: handle or id; absent: yours.",
    })
    principal?: string | null,
  ) {
    return checkTransition(ctx, {
      modelVersionId: idAsked(modelVersionId, ["modelVersionId"]),
      to,
      principal: principal ?? null,
    });
  }

  @FieldResolver(() => [GateResult], {
    description: "What the gates would say if they asked for the move now; empty where no policy has any.",
  })
  @Policy({ scope: "READ" })
  gates(@Root() { gates }: TransitionCheck, @Args(() => ListArgs) { first }: ListArgs) {
    return gates.slice(0, first);
  }
}
