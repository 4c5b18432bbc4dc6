import type { TypedDocumentString } from "./gql/graphql.ts";
import { keptKey } from "./kept-key.ts";

/** Why the service did not answer: its code, what it said, and the id under which its log tells more. */
export class AskError extends Error {
  readonly code: string;
  readonly requestId: string | null;

  constructor(code: string, message: string, requestId: string | null = null) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

/** Sent with everything that the session's cookie shall authenticate: a form of another site cannot send it. */
export const consoleHeaders = { "countersign-console": "1" } as const;

/** Where the service answers below the page's base: `graphql` and `session` beside the page. */
export const at = (path: string): string => new URL(path, document.baseURI).href;

/** Tells the page that the session ended: set by the sign-in dialog. */
let onSignedOut = (): void => undefined;
export const whenSignedOut = (listener: () => void): void => {
  onSignedOut = listener;
};

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { message: string; extensions?: { code?: string; requestId?: string } }[];
}

type Variables<Input> = Input extends Record<string, never> ? [] : [variables: Input];

/** Asks one document. Throws an `AskError` for whatever is not a whole answer. */
export const ask = async <Result, Input>(
  document: TypedDocumentString<Result, Input>,
  ...[variables]: Variables<Input>
): Promise<Result> => {
  const kept = keptKey(document.toString(), variables);
  const response = await send(at("graphql"), {
    method: "POST",
    headers: { ...consoleHeaders, "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query: document.toString(), variables: kept.variables }),
  });
  const { data, errors } = (await bodyOf(response)) as Answer<Result>;
  const [first] = errors ?? [];
  if (first) {
    const { code = "INTERNAL", requestId = response.headers.get("x-request-id") } = first.extensions ?? {};
    if (code === "UNAUTHENTICATED") onSignedOut();
    throw new AskError(code, first.message, requestId);
  }
  if (data === undefined || data === null) throw notOurs(response);
  kept.answered();
  return data;
};

/** A request of the page; throws OFFLINE when nothing answers. */
export const send = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { credentials: "same-origin", cache: "no-store", ...init });
  } catch {
    throw new AskError("OFFLINE", "The service does not answer. Nothing was changed by this page meanwhile.");
  }
};

/** The JSON of an answer; throws when it is none, as a proxy's error page is. */
export const bodyOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    throw notOurs(response);
  }
};

const notOurs = (response: Response): AskError =>
  new AskError(
    "NOT_UNDERSTOOD",
    `The answer (HTTP ${response.status}) is not one of Countersign's: is there a proxy between?`,
    response.headers.get("x-request-id"),
  );
