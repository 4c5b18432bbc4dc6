import type { Scope } from "../../access/principal.js";
import type { Ctx } from "../../context.js";

/** Scopes by which the registry is read: serving asks for no more than RESOLVE. */
export const SERVING: readonly Scope[] = ["READ", "RESOLVE"];

export const TRACKING: readonly Scope[] = ["READ"];

/**
 * The answer to a change: the thing as it is now for tokens with one of these scopes; for those that only write `said`,
 * which holds no more than the call itself did. Else a change that changes nothing would be a way to read.
 */
export const toldTo = async (
  { credential }: Ctx,
  scopes: readonly Scope[],
  read: () => Promise<object>,
  said: object,
): Promise<object> => (scopes.some((scope) => credential.scopes.has(scope)) ? read() : said);
