import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { Sha256 } from "../../graphql/scalars.js";
import { ModelVersion } from "../../registry/registry.types.js";
import type { VersionRead } from "../../registry/versions.queries.js";
import { policyLoader, requestLoader, waiversLoader } from "../governance.loaders.js";
import { ApprovalPolicy } from "../policies/policies.types.js";
import { AskedWaiver, TransitionRequest } from "../requests.types.js";
import {
  GateFact,
  GateResult,
  GateWaiver,
  ReevaluateGatesInput,
  ReevaluateGatesPayload,
} from "./gate-results.types.js";
import { foreseeGates, shownFacts } from "./gates.pages.js";
import { reevaluateGates } from "./reevaluate-gates.js";

/** The signatures with their reasons, which stay with the decisions. */
const waiversShown = async (ctx: Ctx, { waiver, requestId }: GateResult): Promise<GateWaiver[]> => {
  if (waiver == null || waiver.length === 0 || requestId === undefined) return [];
  const given = await loader(ctx, waiversLoader).load(requestId);
  const reasonOf = (wanted: string): string | null => given.find(({ decision }) => decision === wanted)?.reason ?? null;
  return waiver.map(({ decision, by, at }) => ({ principalId: by, reason: reasonOf(decision), at }));
};

@Resolver(() => GateResult)
export class GateResultResolver {
  @Mutation(() => ReevaluateGatesPayload, {
    description:
      "Evaluates the gates of a pending request now; the service does it by itself within 30 s. What has passed them all can be signed, or is applied where nobody need sign.",
  })
  @Policy({ scope: "WRITE", description: "to read the request" })
  reevaluateGates(
    @Context() ctx: Ctx,
    @Arg("input", () => ReevaluateGatesInput, { description: "The request." }) input: ReevaluateGatesInput,
  ) {
    return mutate(
      ctx,
      () => reevaluateGates(ctx, { ...input }),
      async ({ transitionRequestId: id }) => ({
        transitionRequest: await loader(ctx, requestLoader).clear(id).load(id),
      }),
    );
  }

  @FieldResolver(() => ApprovalPolicy, { nullable: true, description: "The policy that asks; null when it is hidden." })
  @Policy({ scope: "READ" })
  policy(@Root() result: GateResult, @Context() ctx: Ctx) {
    return loader(ctx, policyLoader).load(result.policy);
  }

  @FieldResolver(() => Sha256, { description: "SHA-256 of the evidence, as the request's statement tells it." })
  evidenceDigest(@Root() { evidence }: GateResult): string {
    return evidence;
  }

  @FieldResolver(() => GateWaiver, { nullable: true, description: "By whom, why and when it was waived, at last." })
  @Policy({ scope: "READ" })
  async waiver(@Root() result: GateResult, @Context() ctx: Ctx): Promise<GateWaiver | null> {
    return (await waiversShown(ctx, result)).at(-1) ?? null;
  }

  @FieldResolver(() => [GateWaiver], { description: "Every signature that waived it, the oldest first." })
  @Policy({ scope: "READ" })
  async waivers(@Root() result: GateResult, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return (await waiversShown(ctx, result)).slice(0, first);
  }

  @FieldResolver(() => [GateFact], { description: "What it looked at, as it was then." })
  @Policy({ scope: "READ" })
  async inputs(@Root() result: GateResult, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return (await shownFacts(ctx, result)).slice(0, first);
  }
}

@Resolver(() => AskedWaiver)
export class AskedWaiverResolver {
  @FieldResolver(() => ApprovalPolicy, {
    nullable: true,
    description: "The policy that asks for the gate; null when it is hidden.",
  })
  @Policy({ scope: "READ" })
  policy(@Root() asked: AskedWaiver, @Context() ctx: Ctx) {
    return loader(ctx, policyLoader).load(asked.policy);
  }
}

@Resolver(() => GateWaiver)
export class GateWaiverResolver {
  @FieldResolver(() => Principal, { description: "The principal that signed." })
  @Policy({ scope: "READ" })
  by(@Root() { principalId }: GateWaiver, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(principalId);
  }
}

@Resolver(() => ModelVersion)
export class VersionGatesResolver {
  @FieldResolver(() => [GateResult], {
    description: "What the gates would say if you asked for the move now. Changes nothing.",
  })
  @Policy({ scope: "READ" })
  async gates(
    @Root() version: VersionRead,
    @Context() ctx: Ctx,
    @Arg("to", () => String, { description: "The slot: `Production`, `@champion`." }) to: string,
    @Args(() => ListArgs) { first }: ListArgs,
  ) {
    return (await foreseeGates(ctx, version, to)).gates.slice(0, first);
  }
}

@Resolver(() => TransitionRequest)
export class RequestGatesResolver {
  @FieldResolver(() => [GateResult], {
    description:
      "What the gates said when its statement was sealed: while it waits for them, as far as the service knows.",
  })
  @Policy({ scope: "READ" })
  gates(@Root() request: TransitionRequest, @Args(() => ListArgs) { first }: ListArgs) {
    return request.gates.slice(0, first).map((result) => ({ ...result, requestId: request.id }));
  }
}
