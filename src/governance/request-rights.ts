import type { Tx } from "../acts/command.js";
import type { Ctx } from "../context.js";
import { notFound } from "../errors.js";
import { type Locked, lockVersion } from "../registry/registry.store.js";
import { ownerLink, versionLabel } from "../registry/rights.js";
import { readableRequest } from "./requests.queries.js";
import { lockRequest, type RequestRow } from "./requests.store.js";

/** A request with its version and model, their rows locked. */
export interface LockedRequest extends Locked {
  readonly request: RequestRow;
}

/** Locks a request of a version: the model's row first, then the version's, then its own. */
export const lockRequestOf = async (tx: Tx, id: string, versionId: string): Promise<LockedRequest | undefined> => {
  const locked = await lockVersion(tx, versionId, { deleted: true });
  const request = locked && (await lockRequest(tx, id));
  return locked && request && { ...locked, request };
};

/** Locks a request that the caller reads, and names it for the entry of a refusal. */
export const lockReadableRequest = async (ctx: Ctx, tx: Tx, id: string): Promise<LockedRequest> => {
  const seen = await readableRequest(tx, ctx.access.ability, id);
  const locked = seen && (await lockRequestOf(tx, id, seen.versionId));
  if (locked === undefined) throw notFound("transition request");
  const { model, version, request } = locked;
  tx.target({ id: version.id, role: "target", label: versionLabel(model, version) }, ownerLink(model), {
    id: request.id,
    role: "request",
  });
  return locked;
};
