import type { Ctx } from "../context.js";
import { exportOf } from "./export.js";

/** `GET /evidence?model=&version=&format=jsonl|csv|html&includeReads=`: everything about a version, to hand over. */
export const evidenceRoute = async (ctx: Ctx, query: URLSearchParams, signal: AbortSignal) => ({
  status: 200,
  ...(await exportOf(ctx, query, signal)),
});
