import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Database } from "../db/database.js";
import type { Caller } from "./caller.js";
import { type LoadedCaller, loadChosenHashes, loadTokenCaller } from "./caller.queries.js";
import { createCallerCache } from "./caller-cache.js";
import { createJwtVerifier, looksLikeJwt } from "./jwt.js";
import { type CameIn, createJwtLogin } from "./jwt-login.js";
import { touchesRights } from "./rights-cache.js";
import { loadSessionCaller } from "./sessions/load-session.js";
import { hashOfSecret, isWellFormedSecret } from "./tokens/token-format.js";
import { noToken, unknownToken } from "./unauthenticated.js";

/** What a request shows to say who sends it: an `Authorization` header, or a session's cookie where that counts. */
export interface Shown {
  readonly authorization: string | undefined;
  /** The value of the session's cookie. */
  readonly cookie: string | undefined;
}

/** Finds out who sends a request. */
export interface Authenticator {
  /**
   * Throws `UNAUTHENTICATED`: one message for no token, one for an unknown one, one that says how a known one ended;
   * `UNAVAILABLE` if the database or the identity provider's
   * keys are out of reach. Address and channel are what the entry of a user's first sight records. To be told something
   * is no use of a session, and keeps it awake no longer.
   */
  authenticate(shown: Shown & CameIn, isUse?: boolean): Promise<Caller>;
  /** The caller, if it is known without asking anybody: for the hottest path. */
  cached(shown: Shown): Caller | undefined;
  /** Whoever a bare token belongs to, asked afresh; throws as `authenticate` does. */
  identify(token: string, cameIn: CameIn): Promise<Caller>;
}

export interface AuthenticatorOptions {
  db: Database;
  config: Pick<Config, "jwt" | "groupsTtlHours">;
  log: Logger;
  /** Is told the id of each API token that is looked up. */
  used?: (tokenId: string) => void;
}

const MAX_HEADER = 12 * 1024;

/** Makes the process's authenticator; `db` tells it what to forget. */
export const createAuthenticator = ({ db, config, log, used }: AuthenticatorOptions): Authenticator => {
  const cache = createCallerCache(db);
  const isChosen = chosenSecrets(db);
  const verify = config.jwt === null ? null : createJwtVerifier(config.jwt, log);
  const login = createJwtLogin({ db, log, ttlHours: config.groupsTtlHours });

  const load = async (secret: string, { ip, channel }: CameIn): Promise<LoadedCaller> => {
    if (isWellFormedSecret(secret) || (await isChosen(secret))) {
      const loaded = await loadTokenCaller(db, hashOfSecret(secret));
      if (loaded !== undefined) {
        const { credential } = loaded.caller;
        if (credential.method === "api-token") used?.(credential.id);
        return loaded;
      }
    } else if (verify !== null && looksLikeJwt(secret)) {
      const identity = await verify(secret);
      const loaded = identity === null ? null : await login(identity, { ip, channel });
      if (loaded !== null) return loaded;
    }
    throw unknownToken();
  };

  const loadSession = async (cookie: string, isUsed: boolean): Promise<LoadedCaller> => {
    const loaded = await loadSessionCaller(db, cookie, isUsed);
    if (loaded === undefined) throw unknownToken();
    return loaded;
  };

  const authenticate: Authenticator["authenticate"] = async (shown, isUse = true) => {
    const { authorization, cookie } = shown;
    const key = keyOf(shown);
    if (key === undefined || key === "") throw noToken();
    if (key.length > MAX_HEADER) throw unknownToken();
    const known = cache.get(key);
    if (known !== undefined) return known;
    // What is kept of a session was noted: a request that finds it is not noted again.
    if (cookie !== undefined && !isUse) return (await loadSession(cookie, false)).caller;
    if (cookie !== undefined) return cache.fill(key, () => loadSession(cookie, true));
    const secret = secretOf(authorization ?? "");
    if (secret === null) throw noToken();
    return cache.fill(key, () => load(secret, shown));
  };

  return {
    cached: (shown) => {
      const key = keyOf(shown);
      return key === undefined ? undefined : cache.get(key);
    },
    authenticate,
    identify: async (token, cameIn) => (await load(token, cameIn)).caller,
  };
};

/** What a credential is remembered by; a cookie's value can be no header of a known scheme. */
const keyOf = ({ authorization, cookie }: Shown): string | undefined =>
  cookie === undefined ? authorization : `session ${cookie}`;

/** The token in a Bearer header, or the password in a Basic one, whatever the user name. */
const secretOf = (header: string): string | null => {
  const [, scheme = "", value = ""] = /^(\w+) +([\x21-\x7e]+) *$/.exec(header) ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return null;
  const pair = Buffer.from(value, "base64").toString();
  const colon = pair.indexOf(":");
  return colon === -1 || colon === pair.length - 1 ? null : pair.slice(colon + 1);
};

/**
 * Tells the tokens that an operator chose, which carry no checksum, from garbage, without a query for each: their
 * hashes are few and read again only after a change.
 */
const chosenSecrets = (db: Database): ((secret: string) => Promise<boolean>) => {
  let hashes: Promise<Set<string>> | null = null;
  db.onChange((changes) => {
    if (touchesRights(changes)) hashes = null;
  });
  return async (secret) => {
    hashes ??= loadChosenHashes(db.single);
    const asked = hashes;
    try {
      return (await asked).has(hashOfSecret(secret).toString("hex"));
    } catch (error) {
      if (hashes === asked) hashes = null;
      throw error;
    }
  };
};
