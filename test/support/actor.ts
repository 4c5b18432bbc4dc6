import { expect } from "vitest";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as the operation asked for them
export type Answer = Record<string, any>;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Answer | null;
  readonly errors: { message: string; extensions: { code: string; requestId: string } }[];
}

/** Someone with a credential, speaking GraphQL to a service; a failure prints the operation and the answer. */
export class Actor {
  constructor(
    readonly url: string,
    readonly token: string | null,
    readonly handle: string,
    readonly id = "",
    readonly tokenId = "",
  ) {}

  headers(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }

  /** Sends an operation; answers whatever came back. */
  async send(query: string, variables: Answer = {}): Promise<Reply> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...this.headers() },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: Answer | null; errors?: Reply["errors"] };
    return { status: response.status, headers: response.headers, data: body.data ?? null, errors: body.errors ?? [] };
  }

  /** Asks, and expects no error. */
  async ask(query: string, variables: Answer = {}): Promise<Answer> {
    const reply = await this.send(query, variables);
    if (reply.data === null || reply.errors.length > 0) expect.fail(this.#story(query, variables, reply));
    return reply.data;
  }

  /** Sends one mutation with its input; answers the whole reply. */
  async attempt(mutation: string, input: Answer, fields = ""): Promise<Reply> {
    return this.send(mutationText(mutation, fields), { input });
  }

  /** Does one mutation, and expects neither errors nor userErrors. */
  async do(mutation: string, input: Answer, fields = ""): Promise<Answer> {
    const reply = await this.attempt(mutation, input, fields);
    const refused = reply.data?.[mutation]?.userErrors ?? [];
    if (reply.data === null || reply.errors.length > 0 || refused.length > 0)
      expect.fail(this.#story(mutationText(mutation, fields), { input }, reply));
    return reply.data;
  }

  /** Tries one mutation and answers the code it was refused with; fails when it was done. */
  async refused(mutation: string, input: Answer): Promise<string> {
    const reply = await this.attempt(mutation, input);
    const code = reply.errors[0]?.extensions.code ?? reply.data?.[mutation]?.userErrors?.[0]?.code;
    if (code === undefined) expect.fail(this.#story(mutationText(mutation, ""), { input }, reply));
    return code;
  }

  /** GETs a path with this actor's credential. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { ...this.headers(), ...headers } });
  }

  #story(query: string, variables: Answer, reply: Reply): string {
    const answer = JSON.stringify({ data: reply.data, errors: reply.errors }, null, 2);
    return `${this.handle} asked\n${query}\n${JSON.stringify(variables, null, 2)}\nand was answered ${reply.status}\n${answer}`;
  }
}

const mutationText = (mutation: string, fields: string): string => {
  const input = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${mutation}(input: $input) { ${fields} userErrors { __typename code message path } } }`;
};
