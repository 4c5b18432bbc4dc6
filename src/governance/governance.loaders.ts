import DataLoader from "dataloader";
import type { Ctx } from "../context.js";
import { loader } from "../graphql/loader.js";
import type { HeldPolicy, Signer } from "./approval-rules.js";
import { warningsOf } from "./fillers.queries.js";
import { hiddenPolicies } from "./hidden-policies.js";
import { type PolicyRead, policiesById } from "./policies.queries.js";
import { approversOfMany, type DecisionRead, decisionsOf, type RequestRead, requestsById } from "./requests.queries.js";

const grouped = <Row>(ids: readonly string[], rows: readonly Row[], idOf: (row: Row) => string): Row[][] =>
  ids.map((id) => rows.filter((row) => idOf(row) === id));

/** Requests by id, null where absent or hidden. */
export const requestLoader = (ctx: Ctx) =>
  new DataLoader<string, RequestRead | null>(async (ids) => {
    const rows = await requestsById(ctx.db.read, ctx.access.ability, ids);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  });

/** Decisions by the id of a request that the caller reads. */
export const decisionsLoader = (ctx: Ctx) =>
  new DataLoader<string, DecisionRead[]>(async (ids) =>
    grouped(ids, await decisionsOf(ctx.db.read, ids), (row) => row.requestId),
  );

/** Present approvers by the id of a request that the caller reads. */
export const approversLoader = (ctx: Ctx) =>
  new DataLoader<string, Signer[]>(async (ids) =>
    grouped(ids, await approversOfMany(ctx.db.read, ids), (row) => row.requestId),
  );

/** Of a request's policies those that the caller may not know, by way of the policies that this caller has read. */
export const hiddenPoliciesOf = (ctx: Ctx, request: RequestRead): Promise<ReadonlySet<string>> =>
  hiddenPolicies(ctx.access, [request], async (ids) => {
    const read = await loader(ctx, policyLoader).loadMany(ids);
    return read.flatMap((policy) => (policy === null || policy instanceof Error ? [] : [policy.id]));
  });

/** Policies by id, null where absent or hidden. */
export const policyLoader = (ctx: Ctx) =>
  new DataLoader<string, PolicyRead | null>(async (ids) => {
    const rows = await policiesById(ctx.db.read, ctx.access, ids);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  });

/** What should worry whoever asks under these policies now: none once the request has ended. */
export const warningsOfRequest = async (ctx: Ctx, request: RequestRead): Promise<string[]> => {
  const { state, policies, requestedFor: requesters, authors } = request;
  if (state !== "PENDING") return [];
  return warningsOf(ctx.db.read, await hiddenPoliciesOf(ctx, request), policies, { requesters, authors });
};

/** The same of a policy: of requirements that name no team only where one team owns what it covers. */
export const warningsOfPolicy = async (ctx: Ctx, policy: PolicyRead): Promise<string[]> => {
  const owner = policy.teamId ?? policy.modelTeamId;
  const requirements = policy.requirements.flatMap(({ teamId, ...rest }) =>
    teamId === null && owner === null ? [] : [{ ...rest, teamId: teamId ?? owner ?? "" }],
  );
  const held: HeldPolicy = { ...policy, requirements };
  return warningsOf(ctx.db.read, new Set(), [held], { requesters: [], authors: [] });
};
