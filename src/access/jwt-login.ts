import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Channel } from "../context.js";
import type { Database } from "../db/database.js";
import { type Credential, scopes } from "./caller.js";
import { callerOf, type IdentityRow, type LoadedCaller, loadIdentity } from "./caller.queries.js";
import type { JwtIdentity } from "./jwt.js";
import { isSameSet, observeGroups, refreshGroups } from "./observe-groups.js";
import { registerUser } from "./register-user.js";
import { systemCtx } from "./system.js";

/** Where a credential came in, for the entries that a first sight writes. */
export interface Door {
  readonly ip: string | null;
  readonly channel: Channel;
}

/** Gives the user whom a verified token speaks for, made on first sight; null for one who was deactivated. */
export type JwtLogin = (identity: JwtIdentity, door: Door) => Promise<LoadedCaller | null>;

const REFRESH_MS = 60_000;

/** Makes the step from a verified token to a caller. */
export const createJwtLogin = (options: { db: Database; log: Logger; ttlHours: number }): JwtLogin => {
  const { db, log, ttlHours } = options;
  const isNewest = newestTokens();
  return async (identity, door) => {
    const ctx = systemCtx(db, log, door.channel, { client: { ip: door.ip, agent: null } });
    const find = (): Promise<IdentityRow | undefined> => loadIdentity(db.read, identity, ttlHours);
    let user = await find();
    if (user === undefined) {
      const { issuer, subject, preferredUsername, name, email } = identity;
      await registerUser(ctx, { issuer, subject, preferredUsername, name, email });
      user = await find();
    }
    if (user === undefined || user.deactivated) return null;
    const { groups } = identity;
    if (groups !== null && isNewest(user.id, identity.issuedAt)) {
      const ages = user.groups.filter(({ ageMs }) => ageMs < ttlHours * 3_600_000);
      const principalId = user.id;
      if (!isSameSet(groups, ages.map(({ name }) => name))) {
        await observeGroups(ctx, { principalId, groups: [...groups], ttlHours });
        user = (await find()) ?? user;
      } else if (ages.some(({ ageMs }) => ageMs > REFRESH_MS)) {
        await db.transaction((tx) => refreshGroups(tx, principalId, groups));
        user = (await find()) ?? user;
      }
    }
    return loadedFrom(user, identity);
  };
};

const loadedFrom = (user: IdentityRow, identity: JwtIdentity): LoadedCaller => {
  const credential: Credential = {
    method: "jwt",
    id: null,
    mintedBy: user.linkedBy.filter((id) => id !== user.id),
    issuedAt: identity.issuedAt,
    expiresAt: identity.expiresAt,
    scopes: new Set(scopes),
    modelIds: null,
  };
  const expiresInMs = identity.expiresAt * 1_000 - Date.now();
  return { caller: callerOf(user, credential), validForMs: Math.min(expiresInMs, user.lapsesInMs ?? Infinity) };
};

/** An older token that is still valid must not bring back groups which a newer one has taken away. */
const newestTokens = (): ((userId: string, issuedAt: number | null) => boolean) => {
  const newest = new LRUCache<string, number>({ max: 10_000 });
  return (userId, issuedAt) => {
    const known = newest.get(userId) ?? Number.NEGATIVE_INFINITY;
    const at = issuedAt ?? Number.NEGATIVE_INFINITY;
    if (at < known) return false;
    newest.set(userId, at);
    return true;
  };
};
