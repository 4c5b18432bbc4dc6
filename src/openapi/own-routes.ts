import { bodyLimits } from "../http/limits.js";
import type { Schema } from "../mlflow/wire/message.js";

/** A route of this service's own, as `/openapi.json` states it. */
export interface OwnRoute {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly summary: string;
  readonly isPublic?: boolean;
  /** Parameters of the query, and whether each must be there. */
  readonly query?: Readonly<Record<string, { schema: Schema; description: string; required?: boolean }>>;
  readonly body?: Schema;
  /** Bytes of the body at the most, where it is not what every route takes. */
  readonly bodyBytes?: number;
  /** Whether it answers without the database and the disk: nothing can be unavailable. */
  readonly asksNothing?: boolean;
  /** Media type and schema of the answer. */
  readonly answers: readonly [mediaType: string, schema: Schema];
}

const text: Schema = { type: "string" };
const instant: Schema = { type: "string", format: "date-time" };
const object = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  type: "object",
  properties,
  required,
});

const resolved = object({
  name: text,
  version: { type: "integer" },
  stage: text,
  aliases: { type: "array", items: text },
  source: text,
  digest: text,
  runId: { type: ["string", "null"] },
  updatedAt: instant,
});

const textOrNull: Schema = { type: ["string", "null"] };
const foreseenGates = object({
  passed: { type: "boolean" },
  gates: {
    type: "array",
    items: object({
      policy: textOrNull,
      key: text,
      kind: text,
      verdict: text,
      required: text,
      observed: textOrNull,
      cause: textOrNull,
    }),
  },
});

/** Every route besides MLflow's: each is tested against the doors that the service opens. */
export const ownRoutes: readonly OwnRoute[] = [
  {
    method: "get",
    path: "/resolve",
    summary: "The version that a `models:` URI names now, or named at an instant of the past.",
    query: {
      uri: { schema: { type: "string", maxLength: 2_000 }, description: "`models:/churn/Production`.", required: true },
      at: { schema: instant, description: "An instant of the past; absent means now." },
    },
    answers: ["application/json", resolved],
  },
  {
    method: "get",
    path: "/evidence",
    summary: "Everything about one version, streamed and recorded.",
    query: {
      model: { schema: text, description: "The model's name.", required: true },
      version: { schema: { type: "integer", minimum: 1 }, description: "The version's number.", required: true },
      format: { schema: text, description: "The form of the answer, such as `jsonl` or `csv`." },
    },
    answers: ["application/octet-stream", text],
  },
  {
    method: "get",
    path: "/evidence/pack",
    summary:
      "Makes an evidence pack of a version: everything about it in one zip, which verifies without this service.",
    query: {
      model: { schema: text, description: "The model's name.", required: true },
      version: { schema: { type: "integer", minimum: 1 }, description: "The version's number.", required: true },
      disclose: {
        schema: text,
        description: "Personal data to open: `NAME`, `NETWORK`, `TEXT`, with commas; absent: none.",
      },
      card: { schema: text, description: "Path of the version's artifact that is its model card." },
    },
    answers: ["application/zip", { type: "string", format: "binary" }],
  },
  {
    method: "get",
    path: "/evidence/pack/{id}",
    summary: "An evidence pack that was made before.",
    answers: ["application/zip", { type: "string", format: "binary" }],
  },
  {
    method: "post",
    path: "/checks",
    summary: "Reports what a machine checked of a version; needs the scope REPORT or WRITE.",
    body: object(
      {
        modelVersionId: text,
        model: text,
        version: { type: "integer", minimum: 1 },
        versionDigest: text,
        name: text,
        status: { type: "string", enum: ["IN_PROGRESS", "COMPLETED"] },
        conclusion: { type: "string", enum: ["SUCCESS", "FAILURE", "NEUTRAL"] },
        summary: text,
        detailsUrl: text,
        externalId: text,
        inputs: { type: "array", items: object({ name: text, digest: text }) },
        report: object({ mediaType: text, content: text }),
        idempotencyKey: text,
      },
      ["versionDigest", "name", "status"],
    ),
    bodyBytes: bodyLimits.manyBytes,
    answers: ["application/json", object({ id: text, modelVersionId: text })],
  },
  {
    method: "get",
    path: "/gates",
    summary: "What the gates of a slot would say of a version now; changes nothing.",
    query: {
      model: { schema: text, description: "The model's name.", required: true },
      version: { schema: { type: "integer", minimum: 1 }, description: "The version's number.", required: true },
      to: { schema: text, description: "The slot: `Production`, `@champion`.", required: true },
    },
    answers: ["application/json", foreseenGates],
  },
  {
    method: "get",
    path: "/graphql",
    summary: "One GraphQL query; mutations need POST.",
    query: {
      query: { schema: text, description: "The document.", required: true },
      variables: { schema: text, description: "The variables as a JSON object." },
      operationName: { schema: text, description: "The operation of the document to run." },
    },
    answers: ["application/json", { type: "object" }],
  },
  {
    method: "post",
    path: "/graphql",
    summary: "One GraphQL operation; the contract is schema.graphql.",
    body: object({ query: text, variables: { type: "object" }, operationName: text }, ["query"]),
    bodyBytes: bodyLimits.manyBytes,
    answers: ["application/json", { type: "object" }],
  },
  {
    method: "post",
    path: "/invitations/redeem",
    summary: "Makes a token of one's own from an invitation's code.",
    isPublic: true,
    body: object({ code: text, name: text, scopes: { type: "array", items: text }, expiresAt: instant }, ["code"]),
    bodyBytes: bodyLimits.secretBytes,
    answers: ["application/json", object({ token: text, expiresAt: instant })],
  },
  {
    method: "post",
    path: "/session",
    summary: "Begins a session of the console, by a token.",
    isPublic: true,
    body: object({ token: text }),
    bodyBytes: bodyLimits.secretBytes,
    answers: ["application/json", { type: "object" }],
  },
  {
    method: "get",
    path: "/session",
    summary: "The session that the cookie names.",
    answers: ["application/json", { type: "object" }],
  },
  {
    method: "delete",
    path: "/session",
    summary: "Ends the session, or another one of the same person.",
    query: {
      id: { schema: text, description: "The session to end; absent: the one that asks." },
      all: { schema: text, description: "Given, whatever its value: every session of the person ends." },
    },
    answers: ["application/json", { type: "object" }],
  },
  ...(
    [
      ["checkpoint", "Size and root of the log under its signature."],
      ["policy", "Whom to believe about the log, as the log says."],
      ["vkeys", "The keys that sign the log, one a line."],
    ] as const
  ).map(
    ([name, summary]): OwnRoute => ({
      method: "get",
      path: `/log/${name}`,
      summary: `${summary} Who may: COUNTERSIGN_LOG_ACCESS.`,
      answers: ["text/plain", text],
    }),
  ),
  {
    method: "get",
    path: "/log/tile/{path}",
    summary: "A tile of the log, or a bundle of its entries: `0/000`, `entries/000.p/17` (c2sp.org/tlog-tiles).",
    answers: ["application/octet-stream", { type: "string", format: "binary" }],
  },
  {
    method: "get",
    path: "/live",
    summary: "Server-sent events of what the caller reads: `{kind, id}` of each thing that changed.",
    query: { watch: { schema: text, description: "A running run whose new points are told too; at most 20 times." } },
    answers: ["text/event-stream", text],
  },
  {
    method: "get",
    path: "/openapi.json",
    summary: "This document.",
    answers: ["application/json", { type: "object" }],
  },
  { method: "get", path: "/metrics", summary: "Metrics in Prometheus' format.", answers: ["text/plain", text] },
  {
    method: "get",
    path: "/ready",
    summary: "Whether the service can work; 503 when it cannot.",
    isPublic: true,
    answers: ["application/json", { type: "object" }],
  },
  {
    method: "get",
    path: "/health",
    summary: "Whether the process lives.",
    isPublic: true,
    asksNothing: true,
    answers: ["text/plain", text],
  },
  {
    method: "get",
    path: "/version",
    summary: "The release.",
    isPublic: true,
    asksNothing: true,
    answers: ["text/plain", text],
  },
];
