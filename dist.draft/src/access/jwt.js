import { errors, jwtVerify } from "jose";
import { DomainError } from "../errors.js";
import { createKeySource } from "./key-source.js";
const MAX_LENGTH = 8 * 1024;
const MAX_LIFETIME_S = 24 * 3_600;
const TOLERANCE_S = 5;
const MAX_GROUPS = 1_000;
/** Whether a credential has a JWT's form: three parts, at most 8 KiB. */
export const looksLikeJwt = (secret) => secret.length <= MAX_LENGTH && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(secret);
/** Verifies by the rules of RFC 8725; what the library leaves open (`sub`, a far `exp`, `typ`) is checked here. */
export const createJwtVerifier = (config, log) => {
    const keys = createKeySource(config.jwks, log);
    const options = {
        issuer: config.issuer,
        audience: config.audience,
        algorithms: ["RS256", "ES256", "EdDSA"],
        requiredClaims: ["exp", "sub"],
        clockTolerance: TOLERANCE_S,
    };
    return async (token) => {
        try {
            const { payload, protectedHeader } = await jwtVerify(token, keys, options);
            return isAccessToken(protectedHeader.typ, payload) ? identityOf(payload, config) : null;
        }
        catch (error) {
            if (error instanceof DomainError)
                throw error;
            if (!(error instanceof errors.JOSEError))
                log.warn({ err: error }, "a token could not be verified");
            return null;
        }
    };
};
/**
 * Other uses of signed JWTs (logout tokens, proofs of possession) name themselves. An ID token is told by the hashes that
 * only it has (OpenID Connect Core 3.1.3.6, 3.3.2.11), or by Keycloak's claim; `nonce` and the type JWT stand in access
 * tokens of some providers, too.
 */
const isAccessToken = (typ, claims) => {
    if (Object.hasOwn(claims, "at_hash") || Object.hasOwn(claims, "c_hash"))
        return false;
    if (typeof claims.typ === "string" && claims.typ.toUpperCase() === "ID")
        return false;
    return typ === undefined || /^(?:application\/)?(?:at\+)?jwt$/i.test(typ);
};
const identityOf = (claims, config) => {
    const { iss, sub, exp, iat } = claims;
    const now = Date.now() / 1_000;
    if (typeof iss !== "string" || exp === undefined)
        return null;
    if (!isPlain(sub) || sub === "" || [...sub].length > 255)
        return null;
    if (iat !== undefined && iat > now + TOLERANCE_S)
        return null;
    if (exp - (iat ?? now) > MAX_LIFETIME_S + TOLERANCE_S)
        return null;
    return {
        issuer: iss,
        subject: sub,
        issuedAt: iat ?? null,
        expiresAt: exp,
        groups: config.groupsClaim === null ? null : groupsOf(claims, config.groupsClaim),
        preferredUsername: plainOrNull(claims.preferred_username),
        name: plainOrNull(claims.name),
        email: plainOrNull(claims.email),
    };
};
/** Text that can be stored: well-formed, without control characters. */
const isPlain = (value) => typeof value === "string" && value.isWellFormed() && !/\p{Cc}/u.test(value);
const plainOrNull = (value) => (isPlain(value) && value !== "" ? value : null);
/** A claim of that very name, else a path of names: `realm_access.roles`. */
const claimAt = (claims, name) => {
    if (Object.hasOwn(claims, name))
        return claims[name];
    let value = claims;
    for (const step of name.split(".")) {
        if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
            return undefined;
        value = value[step];
    }
    return value;
};
const groupsOf = (claims, name) => {
    const claim = claimAt(claims, name);
    if (claim === undefined || claim === null)
        return null;
    const groups = (Array.isArray(claim) ? claim : [claim]).filter(isPlain);
    return [...new Set(groups.filter((group) => group !== "" && group.length <= 256))].sort().slice(0, MAX_GROUPS);
};
//# sourceMappingURL=jwt.js.map