/** An answer that the story does not foresee: with what was asked and what came back. */
export class UnexpectedAnswer extends Error {
  constructor(what: string, operation: string, variables: unknown, answer: unknown) {
    const shown = JSON.stringify(answer, null, 2).replaceAll(/\bcs[psi]_\w+/g, "(a secret)");
    super(
      `${what}\noperation: ${operation.trim()}\nvariables: ${JSON.stringify(variables, null, 2)}\nanswer: ${shown}`,
    );
  }
}

/** Why the registry said no. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What `GET /resolve` answers. */
export interface Resolved {
  readonly name: string;
  readonly version: number;
  readonly stage: string | null;
  readonly source: string;
  readonly digest: string;
}

/** The registry as one person or service account uses it. */
export interface Client {
  readonly url: string;
  readonly handle: string;
  readonly token: string;
  /** Runs an operation that must succeed. */
  ask<Data>(operation: string, variables?: Variables): Promise<Data>;
  /** Runs an operation that must be refused with this code. */
  expectRefusal(operation: string, variables: Variables, code: string): Promise<Refusal>;
  /** `GET /resolve`; no body when `etag` is still right (304). */
  resolve(uri: string, options?: { etag?: string; at?: string }): Promise<{ body: Resolved | null; etag: string }>;
  /** `GET /evidence`: everything about a version, as lines to check or as one page to print. */
  evidence(model: string, version: number, format: "jsonl" | "html"): Promise<string>;
  /** Downloads a file. */
  download(path: string): Promise<Buffer>;
}

export type Variables = Readonly<Record<string, unknown>>;

interface Answer {
  data?: Readonly<Record<string, unknown>> | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

/** Top-level error, or the first user error of a mutation. */
const refusalIn = ({ data, errors }: Answer): Refusal | undefined => {
  const top = errors?.[0];
  if (top !== undefined) return { code: top.extensions?.code ?? "none", message: top.message };
  const payloads = Object.values(data ?? {}) as ({ userErrors?: readonly Refusal[] } | null)[];
  return payloads.flatMap((payload) => payload?.userErrors ?? [])[0];
};

/** Speaks to the registry with one token, by nothing but `fetch`. */
export const connect = (url: string, handle: string, token: string): Client => {
  const authorization = `Bearer ${token}`;
  const post = async (operation: string, variables: Variables): Promise<Answer> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ query: operation, variables }),
    });
    const text = await response.text();
    const who = `${handle} got HTTP ${response.status}`;
    if (response.status !== 200) throw new UnexpectedAnswer(who, operation, variables, text);
    return JSON.parse(text) as Answer;
  };
  return {
    url,
    handle,
    token,
    ask: async <Data>(operation: string, variables: Variables = {}) => {
      const answer = await post(operation, variables);
      if (refusalIn(answer) !== undefined || answer.data == null)
        throw new UnexpectedAnswer(`${handle} was refused`, operation, variables, answer);
      return answer.data as Data;
    },
    expectRefusal: async (operation, variables, code) => {
      const answer = await post(operation, variables);
      const refusal = refusalIn(answer);
      if (refusal?.code !== code)
        throw new UnexpectedAnswer(`${handle} should have been refused with ${code}`, operation, variables, answer);
      return refusal;
    },
    resolve: async (uri, { etag, at } = {}) => {
      const query = new URLSearchParams({ uri, ...(at !== undefined && { at }) });
      const headers = { authorization, ...(etag !== undefined && { "if-none-match": etag }) };
      const response = await fetch(`${url}/resolve?${query}`, { headers });
      const text = await response.text();
      if (response.status !== 200 && response.status !== 304)
        throw new UnexpectedAnswer(`${handle} got HTTP ${response.status}`, `GET /resolve?${query}`, {}, text);
      return {
        body: response.status === 304 ? null : (JSON.parse(text) as Resolved),
        etag: response.headers.get("etag") ?? "",
      };
    },
    evidence: async (model, version, format) => {
      const query = new URLSearchParams({ model, version: String(version), format });
      const response = await fetch(`${url}/evidence?${query}`, { headers: { authorization } });
      const text = await response.text();
      if (response.status === 200) return text;
      throw new UnexpectedAnswer(`${handle} got HTTP ${response.status}`, `GET /evidence?${query}`, {}, text);
    },
    download: async (path) => {
      const response = await fetch(`${url}${path}`, { headers: { authorization } });
      if (response.status === 200) return Buffer.from(await response.arrayBuffer());
      throw new UnexpectedAnswer(`${handle} got HTTP ${response.status}`, `GET ${path}`, {}, await response.text());
    },
  };
};
