import { Agent, type OutgoingHttpHeaders, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends requests to one service over connections that are kept. */
export interface Client {
  send(
    method: "GET" | "POST",
    path: string,
    options?: { headers?: OutgoingHttpHeaders; body?: string },
  ): Promise<Answer>;
  /** One GraphQL operation; throws on any error in the answer, user errors too. */
  graphql<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  close(): void;
}

/** A client that shows `token`, with at most `connections` at once. */
export const createClient = (url: string, token: string, connections: number): Client => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send: Client["send"] = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sized = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const outgoing = request(
        `${url}${path}`,
        { method, agent, headers: { authorization: `Bearer ${token}`, ...headers, ...sized } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
          );
        },
      );
      outgoing.on("error", (error) => {
        const socket = outgoing.reusedSocket ? "a kept connection" : "a new connection";
        reject(new Error(`${method} ${path} on ${socket}: ${error.message}`, { cause: error }));
      });
      outgoing.end(body);
    });
  const graphql = async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const { status, body } = await send("POST", "/graphql", graphqlRequest(query, variables));
    const answer = JSON.parse(body) as { data?: Record<string, { userErrors?: unknown[] } | null>; errors?: unknown };
    const refused = Object.values(answer.data ?? {}).some((field) => (field?.userErrors?.length ?? 0) > 0);
    if (status !== 200 || answer.errors !== undefined || refused) throw new Error(`${status} ${body.slice(0, 2_000)}`);
    return answer.data as Data;
  };
  return { send, graphql, close: () => agent.destroy() };
};

/** Headers and body of a GraphQL operation sent by POST. */
export const graphqlRequest = (query: string, variables: Record<string, unknown>) => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query, variables }),
});

/** Runs `work` for each item, at most `width` at a time. */
export const eachOf = async <Item>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> => {
  const left = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: width }, worker));
};
