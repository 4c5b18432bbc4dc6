import { AskError, at, bodyOf, consoleHeaders, send } from "./ask.ts";

/** As whom, and until when, the browser is signed in. */
export interface Session {
  readonly principal: { readonly displayName: string };
  readonly expiresAt: string;
}

const session = async (method: string, query = "", body?: object): Promise<Response> =>
  send(at(`session${query}`), {
    method,
    headers: { ...consoleHeaders, accept: "application/json", ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });

const refusalOf = async (response: Response): Promise<AskError> => {
  const { code, message, requestId } = (await bodyOf(response)) as Record<string, string | undefined>;
  return new AskError(code ?? "INTERNAL", message ?? "The sign-in was refused.", requestId ?? null);
};

/** What a session is given for: an API token or the provider's token, or the code of a sign-in link. */
export type Key = { readonly token: string } | { readonly code: string };

/**
 * Exchanges a token, or a sign-in link's code, for the session's cookie. Throws an `AskError`: UNAUTHENTICATED for a wrong
 * token, NOT_FOUND for a code that is no longer good, COOKIE_REFUSED where the browser did not keep the cookie.
 */
export const signIn = async (key: Key): Promise<Session> => {
  const response = await session("POST", "", key);
  if (!response.ok) throw await refusalOf(response);
  const kept = await readSession();
  if (kept !== null) return kept;
  throw new AskError(
    "COOKIE_REFUSED",
    "You were let in, but this browser did not keep the session's cookie. It keeps it over https; over http only some browsers do, and only for localhost.",
  );
};

/** The session that the browser has; null when it has none. */
export const readSession = async (): Promise<Session | null> => {
  const response = await session("GET");
  if (response.status === 401) return null;
  if (!response.ok) throw await refusalOf(response);
  return (await bodyOf(response)) as Session;
};

/** Ends the browser's session; `everywhere` ends this person's sessions in other browsers too. */
export const signOut = async (everywhere = false): Promise<void> => {
  const response = await session("DELETE", everywhere ? "?all" : "");
  if (!response.ok && response.status !== 401) throw await refusalOf(response);
};

/** Ends another session of the same person. */
export const endSession = async (id: string): Promise<void> => {
  const response = await session("DELETE", `?id=${encodeURIComponent(id)}`);
  if (!response.ok) throw await refusalOf(response);
};
