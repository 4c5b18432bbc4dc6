import DataLoader from "dataloader";
import type { Ctx } from "../context.js";
import { edgeLoader, under } from "../graphql/loader.js";
import type { Signer } from "./approval-rules.js";
import { packsOfPolicies } from "./packs/pack-installations.queries.js";
import { guardsOf, type PolicyRead, policiesById } from "./policies/policies.queries.js";
import { type RevisionRead, revisionsOf } from "./policies/policy-revisions.queries.js";
import {
  approversOfMany,
  type DecisionEntry,
  type DecisionRead,
  decisionEntriesOf,
  decisionsOf,
} from "./requests/decisions.queries.js";
import { openRequestsOf } from "./requests/request-counts.queries.js";
import { type RequestRead, requestsById } from "./requests.queries.js";
import type { GivenWaiver } from "./waivers/waiver-rules.js";
import { waiversOfMany } from "./waivers/waivers.queries.js";

const grouped = <Row>(ids: readonly string[], rows: readonly Row[], idOf: (row: Row) => string): Row[][] =>
  ids.map((id) => rows.filter((row) => idOf(row) === id));

/** Requests by id, null where absent or hidden. */
export const requestLoader = (ctx: Ctx) =>
  new DataLoader<string, RequestRead | null>(async (ids) => {
    const rows = await requestsById(ctx.db.reader, ctx.access.ability, ids);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  });

/** Decisions by the id of a request that the caller reads. */
export const decisionsLoader = (ctx: Ctx) =>
  new DataLoader<string, DecisionRead[]>(async (ids) =>
    grouped(ids, await decisionsOf(ctx.db.reader, ids), (row) => row.requestId),
  );

/** Present approvers by the id of a request that the caller reads. */
export const approversLoader = (ctx: Ctx) =>
  new DataLoader<string, Signer[]>(async (ids) =>
    grouped(ids, await approversOfMany(ctx.db.reader, ids), (row) => row.requestId),
  );

/** The waivers given in a request that the caller reads, by its id. */
export const waiversLoader = (ctx: Ctx) =>
  new DataLoader<string, GivenWaiver[]>(async (ids) =>
    grouped(ids, await waiversOfMany(ctx.db.reader, ids), (row) => row.requestId),
  );

/** The entry of each decision, by the id of a request that the caller reads. */
export const decisionEntriesLoader = (ctx: Ctx) =>
  new DataLoader<string, DecisionEntry[]>(async (ids) =>
    grouped(ids, await decisionEntriesOf(ctx.db.reader, ids), (row) => row.requestId),
  );

/** How many requests are pending, by the id of a model that the caller reads. */
export const openRequestsLoader = (ctx: Ctx) =>
  new DataLoader<string, number>(async (ids) => {
    const rows = await openRequestsOf(ctx.db.reader, ids);
    return ids.map((id) => rows.find((row) => row.of === id)?.open ?? 0);
  });

/** Guarded slots with the ids of the policies that guard them, by the id of a model that the caller reads. */
export const guardsLoader = (ctx: Ctx) =>
  new DataLoader<string, { slot: string; policyIds: string[] }[]>(async (ids) => {
    const rows = await guardsOf(ctx.db.reader, ctx.access, ids);
    return ids.map((id) => {
      const slots = new Map<string, string[]>();
      for (const { of, slot, policyId } of rows) if (of === id) slots.set(slot, [...(slots.get(slot) ?? []), policyId]);
      return [...slots].map(([slot, policyIds]) => ({ slot, policyIds }));
    });
  });

/** Policies by id, null where absent or hidden. */
export const policyLoader = (ctx: Ctx) =>
  new DataLoader<string, PolicyRead | null>(async (ids) => {
    const rows = await policiesById(ctx.db.reader, ctx.access, ids);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  });

/** The revisions of a policy that the caller reads, the newest first. */
export const policyRevisionsLoader = (ctx: Ctx) =>
  edgeLoader<{ before: number | null; limit: number }, RevisionRead[]>(async (ids, slice) =>
    under(ids, await revisionsOf(ctx.db.reader, ids, slice)),
  );

/** The pack that each policy came with, by the id of a policy that the caller reads; null where it came alone. */
export const packOfPolicyLoader = (ctx: Ctx) =>
  new DataLoader<string, { id: string; version: string } | null>(async (ids) => {
    const rows = await packsOfPolicies(ctx.db.reader, ids);
    const found = new Map(rows.map(({ of, packId, packVersion }) => [of, { id: packId, version: packVersion }]));
    return ids.map((id) => found.get(id) ?? null);
  });
