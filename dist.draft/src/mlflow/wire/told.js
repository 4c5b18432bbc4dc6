/** Scopes by which the registry is read: serving asks for no more than RESOLVE. */
export const SERVING = ["READ", "RESOLVE"];
export const TRACKING = ["READ"];
/**
 * The answer to a change: the thing as it is now for tokens with one of these scopes; for those that only write `said`,
 * which holds no more than the call itself did. Else a change that changes nothing would be a way to read.
 */
export const toldTo = async ({ credential }, scopes, read, said) => (scopes.some((scope) => credential.scopes.has(scope)) ? read() : said);
//# sourceMappingURL=told.js.map