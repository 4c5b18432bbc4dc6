/** What a token may be used for; rights are its owner's rights now ∩ scopes ∩ models. */
export const scopes = ["READ", "RESOLVE", "WRITE", "APPROVE", "ADMIN"];
/** What entries and decisions say of a credential: how the actor was known, and who had a hand in it. */
export const authOf = (credential) => ({
    method: credential.method,
    credential: credential.id,
    mintedBy: [...credential.mintedBy],
    ...(credential.method === "session" && {
        session: credential.sessionId,
        openedBy: credential.openedBy.method,
    }),
});
/** Seconds between a credential's issue, or the sign-in, and `now` in milliseconds; null if it does not say. */
export const ageOf = ({ issuedAt }, now = Date.now()) => issuedAt === null ? null : Math.max(0, Math.floor(now / 1_000 - issuedAt));
/** Until when the API token behind a credential is good, in seconds since the epoch; null where there is none. */
export const tokenEndOf = (credential) => {
    const token = credential.method === "session" ? credential.openedBy : credential;
    return token.method === "api-token" ? token.expiresAt : null;
};
//# sourceMappingURL=principal.js.map