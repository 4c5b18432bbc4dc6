/** The page that a sign-in link opens; the code stands in the fragment, which browsers send to nobody. */
export const signInLink = (base, code) => `${base.replace(/\/$/, "")}/signin#${code}`;
//# sourceMappingURL=sign-in-link.js.map