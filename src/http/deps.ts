import type { ApolloServer } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Authenticator } from "../access/authenticate.js";
import type { Caller } from "../access/caller.js";
import type { Config } from "../config.js";
import type { Ctx } from "../context.js";
import type { Admission } from "../graphql/admission.js";
import type { KeptAnswers } from "../mlflow/kept-answers.js";
import type { Resolver } from "../registry/resolve/resolve.js";
import type { Metrics } from "./metrics.js";

/** What the HTTP side is told by the configuration. */
export type HttpConfig = Pick<Config, "allowedHosts" | "graphqlCostPerMinute" | "authFailuresPerMinute">;

/** Whether the service can do its work, and what it would say of itself. */
export interface Readiness {
  readonly database: boolean;
  readonly migrations: boolean;
  readonly draining: boolean;
  /** How far the database's roles protect the audit log. */
  readonly hardening: string;
}

/** Writes an export: called with the request's context, the query string and a signal that it was given up. */
export type EvidenceRoute = (ctx: Ctx, query: URLSearchParams, signal: AbortSignal) => Promise<StreamedAnswer>;

/** Makes a token for whoever shows an invitation's code: called with what is known of a stranger's request, and its body. */
export type RedeemRoute = (
  facts: Pick<Ctx, "requestId" | "client" | "log">,
  body: unknown,
) => Promise<{ token: string; expiresAt: string }>;

/** An answer whose body may come bit by bit. */
export interface StreamedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | NodeJS.ReadableStream;
}

/** What a request brings to its context, beside the caller. */
export type RequestFacts = Pick<Ctx, "requestId" | "channel" | "client" | "log">;

/** What the doors need from the rest of the service. */
export interface HttpDeps {
  readonly log: Logger;
  readonly version: string;
  readonly authenticator: Authenticator;
  readonly context: (caller: Caller, facts: RequestFacts) => Ctx;
  readonly schema: GraphQLSchema;
  readonly admission: Admission;
  readonly apollo: ApolloServer<Ctx>;
  readonly resolver: Resolver;
  /** The process's kept answers to MLflow's hot calls. */
  readonly keptAnswers: KeptAnswers;
  readonly evidence: EvidenceRoute;
  readonly redeem: RedeemRoute;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
}
