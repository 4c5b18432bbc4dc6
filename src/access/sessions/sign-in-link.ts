/** The page that a sign-in link opens; the code stands in the fragment, which browsers send to nobody. */
export const signInLink = (base: string, code: string): string => `${base.replace(/\/$/, "")}/signin#${code}`;
