import DataLoader from "dataloader";
import type { Ctx } from "../context.js";
import type { Signer } from "./approval-rules.js";
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

/** Policies by id, null where absent or hidden. */
export const policyLoader = (ctx: Ctx) =>
  new DataLoader<string, PolicyRead | null>(async (ids) => {
    const rows = await policiesById(ctx.db.read, ctx.access, ids);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  });
