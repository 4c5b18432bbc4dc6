import type { BaseCtx } from "../../context.js";
import { SYSTEM_PRINCIPAL_ID } from "../../db/ids.js";
import { loadAccess } from "../caller.queries.js";
import { scopes } from "../principal.js";
import { systemCtx } from "../system.js";
import { hashOfSecret, isWellFormedCode } from "../tokens/token-format.js";
import { bearerOfCode, type InvitedPrincipal } from "./invitations.store.js";
import { noSuchInvitation } from "./redemption-input.js";

/** What is known of a stranger's request. */
export type StrangersFacts = Pick<BaseCtx, "db" | "log" | "requestId" | "client">;

/** Who makes codes, and so what they are for: a person's invitation makes a token, the service's own link a session. */
export type CodeFrom = "PERSON" | "SERVICE";

/**
 * Finds the open invitation of a code of that origin, and the context of the person invited; the same NOT_FOUND whatever
 * is wrong.
 */
export const byCode = async (
  facts: StrangersFacts,
  code: string,
  from: CodeFrom,
): Promise<{ ctx: BaseCtx; invited: InvitedPrincipal }> => {
  const invited = isWellFormedCode(code) ? await bearerOfCode(facts.db.single, hashOfSecret(code)) : undefined;
  if (invited === undefined || originOf(invited) !== from) throw noSuchInvitation();
  return { ctx: await contextOf(facts, invited), invited };
};

const originOf = ({ createdBy }: InvitedPrincipal): CodeFrom =>
  createdBy === SYSTEM_PRINCIPAL_ID ? "SERVICE" : "PERSON";

/** The person invited, as the code that they showed lets them act: to make one token. */
const contextOf = async (facts: StrangersFacts, invited: InvitedPrincipal): Promise<BaseCtx> => {
  const { db, log, requestId, client } = facts;
  const { id: invitationId, principalId: id, kind, handle, displayName } = invited;
  const access = (await loadAccess(db.single, db.kinds, [id])).get(id);
  if (access === undefined) throw noSuchInvitation();
  return {
    ...systemCtx(db, log, "http", { requestId, client }),
    principal: { id, kind, handle, displayName },
    credential: {
      method: "invitation",
      id: invitationId,
      mintedBy: [],
      invitedBy: null,
      issuedAt: null,
      expiresAt: null,
      scopes: new Set(scopes),
      modelIds: null,
    },
    access,
  };
};
