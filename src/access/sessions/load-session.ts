import type { Database } from "../../db/database.js";
import type { Caller } from "../caller.js";
import { type LoadedCaller, loadIdentity, loadTokenCaller } from "../caller.queries.js";
import { callerOfIdentity } from "../jwt-login.js";
import type { SessionCredential } from "../principal.js";
import { hashOfSecret } from "../tokens/token-format.js";
import { type FoundSession, findSession } from "./sessions.store.js";

type CallerSource = Pick<Database, "single" | "kinds">;

/**
 * The caller of a session's cookie: whoever its credential belongs to now, with what that credential allows now.
 * Undefined for one that is unknown, closed, over or idle for an hour, or whose credential is no longer good. To be asked
 * about where it is not used keeps it awake no longer.
 */
export const loadSessionCaller = async (
  db: CallerSource,
  secret: string,
  isUsed: boolean,
): Promise<LoadedCaller | undefined> => {
  const session = await findSession(db.single, hashOfSecret(secret), isUsed);
  if (session === undefined) return undefined;
  const opened = await loadOpener(db, session);
  if (opened === undefined || opened.caller.principal.id !== session.principalId) return undefined;
  const credential = credentialOf(session, opened.caller);
  const validForMs = Math.min(opened.validForMs, session.expiresInMs);
  return credential && { caller: { ...opened.caller, credential }, validForMs };
};

/** What opened the session, as it stands now. */
const loadOpener = async (db: CallerSource, session: FoundSession): Promise<LoadedCaller | undefined> => {
  const { tokenHash, issuer, subject, openedAt, expiresAt } = session;
  if (tokenHash !== null) return loadTokenCaller(db, tokenHash);
  if (issuer === null || subject === null) return undefined;
  const user = await loadIdentity(db.single, { issuer, subject });
  if (user === undefined || user.deactivated) return undefined;
  return callerOfIdentity(db.kinds, user, { issuer, subject, issuedAt: openedAt, expiresAt });
};

const credentialOf = (session: FoundSession, { credential }: Caller): SessionCredential | undefined => {
  if (credential.method !== "api-token" && credential.method !== "jwt") return undefined;
  const { id: sessionId, openedAt: issuedAt, expiresAt } = session;
  return { ...credential, method: "session", sessionId, openedBy: credential, issuedAt, expiresAt };
};
