import type { Ctx } from "../context.js";
import { loader } from "../graphql/loader.js";
import { policyLoader } from "./governance.loaders.js";
import { warningsOf } from "./policies/fillers.js";
import { hiddenPolicies } from "./policies/hidden-policies.js";
import type { RequestRead } from "./requests.queries.js";

/** Of a request's policies those that the caller may not know, by way of the policies that this caller has read. */
export const hiddenPoliciesOf = (ctx: Ctx, request: RequestRead): Promise<ReadonlySet<string>> =>
  hiddenPolicies(ctx.access, [request], async (ids) => {
    const read = await loader(ctx, policyLoader).loadMany(ids);
    return read.flatMap((policy) => (policy === null || policy instanceof Error ? [] : [policy.id]));
  });

/** What should worry whoever asks under the request's policies now: nothing once it has ended. */
export const warningsOfRequest = async (ctx: Ctx, request: RequestRead): Promise<string[]> => {
  const { state, policies, requestedFor: requesters, authors } = request;
  if (state !== "PENDING") return [];
  return warningsOf(ctx.db.reader, await hiddenPoliciesOf(ctx, request), policies, { requesters, authors });
};
