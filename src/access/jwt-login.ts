import type { Logger } from "pino";
import type { BaseCtx, Channel } from "../context.js";
import type { Database } from "../db/database.js";
import type { IdKinds } from "../db/id-kinds.js";
import { callerOf, type IdentityRow, type LoadedCaller, loadIdentity } from "./caller.queries.js";
import { isSameShowing } from "./groups/group-rules.js";
import { refreshGroups } from "./groups/groups.store.js";
import { observeGroups } from "./groups/observe-groups.js";
import type { JwtIdentity } from "./jwt.js";
import { type JwtCredential, scopes } from "./principal.js";
import { registerUser } from "./principals/register-user.js";
import { systemCtx } from "./system.js";

/** Whom a token spoke for, and when it was issued and ends, in seconds since the epoch. */
export type ShownIdentity = Pick<JwtIdentity, "issuer" | "subject" | "issuedAt" | "expiresAt">;

/** Where a credential came in, for the entries that a first sight writes. */
export interface CameIn {
  readonly ip: string | null;
  readonly channel: Channel;
}

/** Gives the user whom a verified token speaks for, made on first sight; null for one who was deactivated. */
export type JwtLogin = (identity: JwtIdentity, door: CameIn) => Promise<LoadedCaller | null>;

const REFRESH_MS = 60_000;

/** Makes the step from a verified token to a caller. */
export const createJwtLogin = (options: { db: Database; log: Logger; ttlHours: number }): JwtLogin => {
  const { db, log, ttlHours } = options;
  return async (identity, door) => {
    const ctx = systemCtx(db, log, door.channel, { client: { ip: door.ip, agent: null } });
    const find = (): Promise<IdentityRow | undefined> => loadIdentity(db.single, identity);
    let user = await find();
    if (user === undefined) {
      const { issuer, subject, preferredUsername, name, email } = identity;
      await registerUser(ctx, { issuer, subject, preferredUsername, name, email });
      user = await find();
    }
    if (user === undefined || user.deactivated) return null;
    if (identity.groups !== null && (await showGroups(ctx, user, { ...identity, groups: identity.groups }, ttlHours)))
      user = (await find()) ?? user;
    return callerOfIdentity(db.kinds, user, identity);
  };
};

/**
 * Writes down the groups that a token shows, unless the same ones were written less than a minute ago. One that is older
 * than the newest seen of its subject says nothing any more: it must not bring back what that one has taken away.
 */
const showGroups = async (
  ctx: BaseCtx,
  user: IdentityRow,
  { issuer, subject, groups, issuedAt }: JwtIdentity & { groups: readonly string[] },
  ttlHours: number,
): Promise<boolean> => {
  const newest = user.newestIssuedAt ?? Number.NEGATIVE_INFINITY;
  const at = issuedAt ?? Number.NEGATIVE_INFINITY;
  if (at < newest) return false;
  const isStale = user.groups.some(({ lapsesInMs }) => lapsesInMs < ttlHours * 3_600_000 - REFRESH_MS);
  const shown = { principalId: user.id, issuer, subject, issuedAt: at, groups: [...groups], ttlHours };
  const same = isSameShowing(user.groups, shown);
  if (same && !isStale && at === newest) return false;
  if (!same || !(await ctx.db.transaction((tx) => refreshGroups(tx, shown)))) await observeGroups(ctx, shown);
  return true;
};

/** The caller that an identity makes of a user, until the token that showed it ends. */
export const callerOfIdentity = (kinds: IdKinds, user: IdentityRow, identity: ShownIdentity): LoadedCaller => {
  const { issuer, subject } = identity;
  const credential: JwtCredential = {
    method: "jwt",
    id: null,
    issuer,
    subject,
    mintedBy: user.linkedBy.filter((id) => id !== user.id),
    invitedBy: null,
    issuedAt: identity.issuedAt,
    expiresAt: identity.expiresAt,
    scopes: new Set(scopes),
    modelIds: null,
  };
  const expiresInMs = identity.expiresAt * 1_000 - Date.now();
  return { caller: callerOf(kinds, user, credential), validForMs: Math.min(expiresInMs, user.lapsesInMs ?? Infinity) };
};
