import { expect } from "vitest";
import type {
  ApiToken,
  ApprovalPolicy,
  AuditEntry,
  Experiment,
  Invitation,
  LoggedModel,
  ModelVersion,
  Mutation,
  Principal,
  Query,
  RegisteredModel,
  Run,
  Team,
  TransitionRequest,
} from "./schema.gen.js";

/** The types that `node` finds. */
type Noun =
  | ApiToken
  | ApprovalPolicy
  | AuditEntry
  | Experiment
  | Invitation
  | LoggedModel
  | ModelVersion
  | Principal
  | RegisteredModel
  | Run
  | Team
  | TransitionRequest;

/** Whatever `node` found: a story reads the fields that its fragments asked for. */
type Found = { [Field in FieldOf<Noun>]: ValueOf<Noun, Field> };
type FieldOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, Field> = T extends unknown ? (Field extends keyof T ? T[Field] : never) : never;

/** What an operation may answer, by the schema: a story reads what it asked for, so nothing is null or absent. */
export type Told<T> = T extends readonly (infer Item)[]
  ? Told<Item>[]
  : T extends object
    ? [Exclude<keyof T, "id">] extends [never]
      ? Told<Found>
      : { [Field in keyof T]-?: Told<NonNullable<T[Field]>> }
    : T;

/** The answer to a query or a mutation. */
export type Data = Told<Query & Mutation>;

// biome-ignore lint/suspicious/noExplicitAny: a body on MLflow's wire, or an input, as its story knows it
export type Answer = Record<string, any>;

/** The name of a mutation. */
export type MutationName = keyof Mutation;

type Variables = Record<string, unknown>;

export interface Reply<D = Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: D | null;
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
  async send<D = Data>(query: string, variables: Variables = {}): Promise<Reply<D>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...this.headers() },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: D | null; errors?: Reply["errors"] };
    return { status: response.status, headers: response.headers, data: body.data ?? null, errors: body.errors ?? [] };
  }

  /** Asks, and expects no error. */
  async ask<D = Data>(query: string, variables: Variables = {}): Promise<D> {
    const reply = await this.send<D>(query, variables);
    if (reply.data === null || reply.errors.length > 0) expect.fail(this.#story(query, variables, reply));
    return reply.data;
  }

  /** Sends one mutation with its input; answers the whole reply. */
  async attempt(mutation: MutationName, input: Variables, fields = ""): Promise<Reply> {
    return this.send(mutationText(mutation, fields), { input });
  }

  /** Does one mutation, and expects neither errors nor userErrors. */
  async do(mutation: MutationName, input: Variables, fields = ""): Promise<Data> {
    const reply = await this.attempt(mutation, input, fields);
    const refused = reply.data?.[mutation]?.userErrors ?? [];
    if (reply.data === null || reply.errors.length > 0 || refused.length > 0)
      expect.fail(this.#story(mutationText(mutation, fields), { input }, reply));
    return reply.data;
  }

  /** Tries one mutation and answers the code it was refused with; fails when it was done. */
  async refused(mutation: MutationName, input: Variables): Promise<string> {
    const reply = await this.attempt(mutation, input);
    const code = reply.errors[0]?.extensions.code ?? reply.data?.[mutation]?.userErrors?.[0]?.code;
    if (code === undefined) expect.fail(this.#story(mutationText(mutation, ""), { input }, reply));
    return code;
  }

  /** GETs a path with this actor's credential. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { ...this.headers(), ...headers } });
  }

  #story(query: string, variables: Variables, reply: Reply<unknown>): string {
    const answer = JSON.stringify({ data: reply.data, errors: reply.errors }, null, 2);
    return `${this.handle} asked\n${query}\n${JSON.stringify(variables, null, 2)}\nand was answered ${reply.status}\n${answer}`;
  }
}

const mutationText = (mutation: string, fields: string): string => {
  const input = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${mutation}(input: $input) { ${fields} userErrors { __typename code message path } } }`;
};
