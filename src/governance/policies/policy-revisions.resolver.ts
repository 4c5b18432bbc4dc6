import { Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { PageArgs, page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { policyRevisionsLoader } from "../governance.loaders.js";
import { ApprovalPolicy } from "./policies.types.js";
import { ApprovalPolicyRevision, ApprovalPolicyRevisionConnection } from "./policy-revisions.types.js";

@Resolver(() => ApprovalPolicy)
export class PolicyRevisionsResolver {
  @FieldResolver(() => ApprovalPolicyRevisionConnection, { description: "All its revisions, the newest first." })
  @Policy({ scope: "READ" })
  async revisions(
    @Root() { id }: ApprovalPolicy,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) { first, after }: PageArgs,
  ) {
    const keys = keyset("policyRevisions", id);
    const before = (keys.decode(after)?.[0] as number | undefined) ?? null;
    const rows = await loader(ctx, policyRevisionsLoader).load({ id, args: { before, limit: first + 1 } });
    return page(rows, first, ({ revision }) => keys.encode(revision), after);
  }
}

@Resolver(() => ApprovalPolicyRevision)
export class PolicyRevisionResolver {
  @FieldResolver(() => Principal, { description: "Who made it." })
  @Policy({ scope: "READ" })
  by(@Root() { createdById }: ApprovalPolicyRevision, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(createdById);
  }
}
