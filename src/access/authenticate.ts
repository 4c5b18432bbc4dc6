import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Channel } from "../context.js";
import type { Database } from "../db/database.js";
import { DomainError } from "../errors.js";
import type { Caller } from "./caller.js";
import { type LoadedCaller, loadChosenHashes, loadTokenCaller } from "./caller.queries.js";
import { createCallerCache, touchesRights } from "./caller-cache.js";
import { createJwtVerifier, looksLikeJwt } from "./jwt.js";
import { createJwtLogin } from "./jwt-login.js";
import { hashOfSecret, isWellFormedSecret } from "./token-format.js";

/** Finds out who sends an `Authorization` header. */
export interface Authenticator {
  /**
   * Throws `UNAUTHENTICATED`, the same for every reason; `UNAVAILABLE` if the database or the identity provider's
   * keys are out of reach. Address and channel are what the entry of a user's first sight records.
   */
  authenticate(header: string | undefined, ip: string | null, channel?: Channel): Promise<Caller>;
  /** The caller, if it is known without asking anybody: for the hottest path. */
  cached(header: string | undefined): Caller | undefined;
}

export interface AuthenticatorOptions {
  db: Database;
  config: Pick<Config, "jwt" | "groupsTtlHours">;
  log: Logger;
}

const MAX_HEADER = 12 * 1024;

/** The one refusal, whatever is wrong with the credential. */
export const unauthenticated = (): DomainError =>
  new DomainError("UNAUTHENTICATED", "Send a valid token: `Authorization: Bearer …`, or as the password of Basic.");

/** Makes the process's authenticator; `db` tells it what to forget. */
export const createAuthenticator = ({ db, config, log }: AuthenticatorOptions): Authenticator => {
  const cache = createCallerCache(db);
  const isChosen = chosenSecrets(db);
  const verify = config.jwt === null ? null : createJwtVerifier(config.jwt, log);
  const login = createJwtLogin({ db, log, ttlHours: config.groupsTtlHours });

  const load = async (secret: string, ip: string | null, channel: Channel): Promise<LoadedCaller> => {
    if (isWellFormedSecret(secret) || (await isChosen(secret))) {
      const loaded = await loadTokenCaller(db.read, hashOfSecret(secret));
      if (loaded !== undefined) return loaded;
    } else if (verify !== null && looksLikeJwt(secret)) {
      const identity = await verify(secret);
      const loaded = identity === null ? null : await login(identity, { ip, channel });
      if (loaded !== null) return loaded;
    }
    throw unauthenticated();
  };

  return {
    cached: (header) => (header === undefined ? undefined : cache.get(header)),
    authenticate: async (header, ip, channel = "http") => {
      if (header === undefined || header.length > MAX_HEADER) throw unauthenticated();
      const known = cache.get(header);
      if (known !== undefined) return known;
      const secret = secretOf(header);
      if (secret === null) throw unauthenticated();
      return cache.fill(header, () => load(secret, ip, channel));
    },
  };
};

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
    hashes ??= loadChosenHashes(db.read);
    const asked = hashes;
    try {
      return (await asked).has(hashOfSecret(secret).toString("hex"));
    } catch (error) {
      if (hashes === asked) hashes = null;
      throw error;
    }
  };
};
