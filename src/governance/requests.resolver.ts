import { Arg, Args, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { principalLoader } from "../access/access.loaders.js";
import { Principal } from "../access/access.types.js";
import type { Ctx } from "../context.js";
import { upTo } from "../db/counting.js";
import { readFacet } from "../db/facets.js";
import { keyset } from "../db/keyset.js";
import { ListArgs, PageArgs, page } from "../graphql/connection.js";
import { type CountedPage, counted } from "../graphql/counted.js";
import { loader } from "../graphql/loader.js";
import { Policy } from "../graphql/policy.js";
import { idAsked, parseFilter } from "../input.js";
import { versionLoader } from "../registry/registry.loaders.js";
import { ModelVersion } from "../registry/registry.types.js";
import { withoutPolicy } from "./cause.js";
import { requirementRows } from "./foresight/requirement-rows.js";
import { approversLoader, decisionsLoader, policyLoader, requestLoader, waiversLoader } from "./governance.loaders.js";
import { requestFilter } from "./list-filters.js";
import { TransitionRequestFilter, TransitionRequestOrder } from "./request-filters.types.js";
import { requestFacets } from "./requests/request-counts.queries.js";
import { newestFirst, type RequestFilter } from "./requests/request-filter.queries.js";
import { hiddenPoliciesOf } from "./requests.pages.js";
import { type RequestRead, requestIds, requestPlace, requestsPage } from "./requests.queries.js";
import {
  Decision,
  DisplacedVersion,
  TransitionRequest,
  TransitionRequestConnection,
  TransitionRequirement,
  ViewerDecision,
} from "./requests.types.js";
import { viewerDecision } from "./viewer-decision.js";

const listRequests = async (
  ctx: Ctx,
  filter: RequestFilter,
  { first, after }: PageArgs,
  order = newestFirst,
): Promise<CountedPage<RequestRead>> => {
  const keys = keyset("transitionRequests", [filter, order]);
  const rows = await requestsPage(ctx.db.reader, ctx.access, ctx.principal.id, {
    filter,
    order,
    after: keys.decode(after),
    limit: first + 1,
  });
  return counted(
    page(rows, first, (row) => keys.encode(...requestPlace(row, order)), after),
    {
      find: async (most) =>
        upTo(await requestIds(ctx.db.reader, ctx.access, ctx.principal.id, { filter, limit: most + 1 }), most),
      idOf: ({ id }) => id,
      facet: (found, key, values) => readFacet(ctx.db.reader, requestFacets, found, key, values),
    },
  );
};

const decisionOfViewer = async (ctx: Ctx, request: RequestRead): Promise<ViewerDecision> => {
  const approvers = await loader(ctx, approversLoader).load(request.id);
  return viewerDecision(request, ctx, approvers, await loader(ctx, waiversLoader).load(request.id));
};

@Resolver(() => TransitionRequest)
export class TransitionRequestResolver {
  @Query(() => TransitionRequest, {
    nullable: true,
    description: "A transition request; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  transitionRequest(@Context() ctx: Ctx, @Arg("id", () => ID, { description: "Its id." }) id: string) {
    return loader(ctx, requestLoader).load(idAsked(id, ["id"]));
  }

  @Query(() => TransitionRequestConnection, { description: "Transition requests, newest first by default." })
  @Policy({ scope: "READ" })
  transitionRequests(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => TransitionRequestFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: TransitionRequestFilter | null,
    @Arg("orderBy", () => TransitionRequestOrder, { nullable: true, description: "The order of the list." })
    orderBy: TransitionRequestOrder | null | undefined,
  ) {
    const order = orderBy == null ? newestFirst : { field: orderBy.field, direction: orderBy.direction ?? "ASC" };
    return listRequests(ctx, parseFilter(requestFilter, filter), paging, order);
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: "The version asked for; null when you may not read it (any more).",
  })
  @Policy({ scope: "READ" })
  modelVersion(@Root() request: RequestRead, @Context() ctx: Ctx) {
    return loader(ctx, versionLoader).load(request.modelVersionId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The reason why it ended, when it was not applied. A policy is named to those who may read it; others read that a policy that applies has changed.",
  })
  @Policy({ scope: "READ" })
  async cause(@Root() { cause, causePolicyId }: RequestRead, @Context() ctx: Ctx): Promise<string | null> {
    if (causePolicyId === null || cause === null) return cause;
    return (await loader(ctx, policyLoader).load(causePolicyId)) === null ? withoutPolicy(cause) : cause;
  }

  @FieldResolver(() => Principal, { description: "The principal that asked." })
  @Policy({ scope: "READ" })
  requestedBy(@Root() request: RequestRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(request.requestedById);
  }

  @FieldResolver(() => DisplacedVersion, {
    nullable: true,
    description: "The version that holds the slot, which the move would displace.",
  })
  @Policy({ scope: "READ" })
  displaces(@Root() { displacesId, displacesVersion }: RequestRead): DisplacedVersion | null {
    return displacesId === null ? null : { id: displacesId, version: displacesVersion ?? 0 };
  }

  @FieldResolver(() => [Decision], { description: "Every signature, oldest first." })
  @Policy({ scope: "READ" })
  async decisions(@Root() request: RequestRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return (await loader(ctx, decisionsLoader).load(request.id)).slice(0, first);
  }

  @FieldResolver(() => [TransitionRequirement], { description: "Which signatures the request needs and has." })
  @Policy({ scope: "READ" })
  async requirements(@Root() request: RequestRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    const waivers = await loader(ctx, waiversLoader).load(request.id);
    const parties = { requesters: request.requestedFor, authors: request.authors, waivers };
    const signers = await loader(ctx, approversLoader).load(request.id);
    const rows = requirementRows(request.policies, { parties, signers, hidden: await hiddenPoliciesOf(ctx, request) });
    return rows.slice(0, first);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "What is approved, as canonical JSON (RFC 8785); null when it names a policy that you neither read nor could sign for. With `v` 2 it names the model; requests opened before have neither `v` nor `model`.",
  })
  @Policy({ scope: "READ" })
  async statement(@Root() request: RequestRead, @Context() ctx: Ctx): Promise<string | null> {
    return (await hiddenPoliciesOf(ctx, request)).size > 0 ? null : request.statement;
  }

  @FieldResolver(() => Boolean, { description: "Whether your signature would count now." })
  @Policy({ scope: "READ" })
  async viewerCanApprove(@Root() request: RequestRead, @Context() ctx: Ctx): Promise<boolean> {
    return (await decisionOfViewer(ctx, request)).canApprove;
  }

  @FieldResolver(() => ViewerDecision, {
    description: "What you can do about it now, and the rule that refuses the rest.",
  })
  @Policy({ scope: "READ" })
  async viewerDecision(@Root() request: RequestRead, @Context() ctx: Ctx): Promise<ViewerDecision> {
    return decisionOfViewer(ctx, request);
  }
}

@Resolver(() => ModelVersion)
export class VersionRequestsResolver {
  @FieldResolver(() => TransitionRequestConnection, { description: "Requests to move this version, newest first." })
  @Policy({ scope: "READ" })
  transitionRequests(@Root() version: ModelVersion, @Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listRequests(ctx, { modelVersionId: version.id }, paging);
  }

  @FieldResolver(() => TransitionRequestConnection, {
    description: "Pending requests to move this version, newest first.",
  })
  @Policy({ scope: "READ" })
  openRequests(@Root() version: ModelVersion, @Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listRequests(ctx, { modelVersionId: version.id, state: "PENDING" }, paging);
  }
}
