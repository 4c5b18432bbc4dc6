import { DomainError } from "../errors.js";
import { loadChosenHashes, loadTokenCaller } from "./caller.queries.js";
import { createCallerCache, touchesRights } from "./caller-cache.js";
import { createJwtVerifier, looksLikeJwt } from "./jwt.js";
import { createJwtLogin } from "./jwt-login.js";
import { loadSessionCaller } from "./sessions/load-session.js";
import { hashOfSecret, isWellFormedSecret } from "./token-format.js";
const MAX_HEADER = 12 * 1024;
/** The one refusal, whatever is wrong with the credential. */
export const unauthenticated = () => new DomainError("UNAUTHENTICATED", "Send a valid token: `Authorization: Bearer …`, or as the password of Basic.");
/** Makes the process's authenticator; `db` tells it what to forget. */
export const createAuthenticator = ({ db, config, log }) => {
    const cache = createCallerCache(db);
    const isChosen = chosenSecrets(db);
    const verify = config.jwt === null ? null : createJwtVerifier(config.jwt, log);
    const login = createJwtLogin({ db, log, ttlHours: config.groupsTtlHours });
    const load = async (secret, { ip, channel }) => {
        if (isWellFormedSecret(secret) || (await isChosen(secret))) {
            const loaded = await loadTokenCaller(db.single, hashOfSecret(secret));
            if (loaded !== undefined)
                return loaded;
        }
        else if (verify !== null && looksLikeJwt(secret)) {
            const identity = await verify(secret);
            const loaded = identity === null ? null : await login(identity, { ip, channel });
            if (loaded !== null)
                return loaded;
        }
        throw unauthenticated();
    };
    const loadSession = async (cookie) => {
        const loaded = await loadSessionCaller(db.single, cookie);
        if (loaded === undefined)
            throw unauthenticated();
        return loaded;
    };
    return {
        cached: (shown) => {
            const key = keyOf(shown);
            return key === undefined ? undefined : cache.get(key);
        },
        authenticate: async (shown) => {
            const { authorization, cookie } = shown;
            const key = keyOf(shown);
            if (key === undefined || key.length > MAX_HEADER)
                throw unauthenticated();
            const known = cache.get(key);
            if (known !== undefined)
                return known;
            if (cookie !== undefined)
                return cache.fill(key, () => loadSession(cookie));
            const secret = secretOf(authorization ?? "");
            if (secret === null)
                throw unauthenticated();
            return cache.fill(key, () => load(secret, shown));
        },
        identify: async (token, cameIn) => (await load(token, cameIn)).caller,
    };
};
/** What a credential is remembered by; a cookie's value can be no header of a known scheme. */
const keyOf = ({ authorization, cookie }) => cookie === undefined ? authorization : `session ${cookie}`;
/** The token in a Bearer header, or the password in a Basic one, whatever the user name. */
const secretOf = (header) => {
    const [, scheme = "", value = ""] = /^(\w+) +([\x21-\x7e]+) *$/.exec(header) ?? [];
    if (scheme.toLowerCase() === "bearer")
        return value;
    if (scheme.toLowerCase() !== "basic")
        return null;
    const pair = Buffer.from(value, "base64").toString();
    const colon = pair.indexOf(":");
    return colon === -1 || colon === pair.length - 1 ? null : pair.slice(colon + 1);
};
/**
 * Tells the tokens that an operator chose, which carry no checksum, from garbage, without a query for each: their
 * hashes are few and read again only after a change.
 */
const chosenSecrets = (db) => {
    let hashes = null;
    db.onChange((changes) => {
        if (touchesRights(changes))
            hashes = null;
    });
    return async (secret) => {
        hashes ??= loadChosenHashes(db.single);
        const asked = hashes;
        try {
            return (await asked).has(hashOfSecret(secret).toString("hex"));
        }
        catch (error) {
            if (hashes === asked)
                hashes = null;
            throw error;
        }
    };
};
//# sourceMappingURL=authenticate.js.map