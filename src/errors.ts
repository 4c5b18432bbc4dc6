import type { Json } from "../verify/canonical-json.js";

/** How an error reaches the caller and what the audit log says of the attempt. */
interface ErrorKind {
  /** `user`: an item of `userErrors`; `top`: a top-level GraphQL error. */
  kind: "user" | "top";
  /** HTTP status on REST doors but MLflow's, whose own is in `src/mlflow/wire/errors.ts`; on GraphQL only 401, 429 and 503 leave 200. */
  http: number;
  /** Audited outcome of the refused attempt; `null` writes no entry. */
  outcome: "DENIED" | "FAILED" | null;
  description: string;
}

const user = (http: number, outcome: ErrorKind["outcome"], description: string): ErrorKind => ({
  kind: "user",
  http,
  outcome,
  description,
});
const top = (http: number, outcome: ErrorKind["outcome"], description: string): ErrorKind => ({
  kind: "top",
  http,
  outcome,
  description,
});

/** Every code that a caller can meet, on every door. `docs/errors.md` is checked against this table. */
export const errorCodes = {
  INVALID_INPUT: user(
    400,
    null,
    "A value is malformed, too long or out of range; the message names the field and the limit.",
  ),
  NOT_FOUND: user(404, "DENIED", "The target does not exist, or the caller may not know that it does."),
  NAME_TAKEN: user(
    409,
    "FAILED",
    "Another object holds this name, handle or slug; or a model of another team had it while a policy guarded it.",
  ),
  IDEMPOTENCY_KEY_REUSED: user(409, "FAILED", "This idempotency key was used before with a different input."),
  CONFLICT: user(
    409,
    "FAILED",
    "Someone else changed the same thing at the same time, or its state forbids this change.",
  ),
  LAST_ADMIN: user(409, "DENIED", "The last administrator of the organisation cannot go."),
  LAST_OWNER: user(409, "DENIED", "The last owner of a team cannot go."),
  IDENTITY_TAKEN: user(409, "FAILED", "This identity provider's subject is linked to another user."),
  EXCLUSIVE_STAGE_HELD: user(
    409,
    "DENIED",
    "The version, or a version of the model, holds an exclusive stage or a guarded slot, so that this cannot be deleted or renamed; move it out first.",
  ),
  LIFECYCLE_INVALID: user(
    400,
    "FAILED",
    "The lifecycle has an unreachable stage, lacks one of MLflow's four, or drops one that is in use.",
  ),
  TRANSITION_NOT_ALLOWED: user(
    409,
    "DENIED",
    "The lifecycle has no edge from the version's stage to the one asked for.",
  ),
  ALREADY_IN_SLOT: user(409, "FAILED", "The version already holds that slot."),
  APPROVAL_REQUIRED: user(
    409,
    "DENIED",
    "A policy guards this slot: ask with requestTransition. An alias for which a policy asks for signatures is moved, never removed.",
  ),
  HOLDER_CHANGED: user(409, "FAILED", "The slot's holder is not the one that expectedHolder names."),
  NO_PREVIOUS_HOLDER: user(409, "FAILED", "No earlier holder of this slot still exists."),
  REQUEST_OPEN: user(
    409,
    "FAILED",
    "The move is asked for already, by somebody else or in other words: withdraw that request first, or have it signed.",
  ),
  GATES_FAILED: user(
    409,
    "DENIED",
    "The version fails a gate of a policy that applies: no request was opened. The results say which, and why.",
  ),
  GATES_PENDING: user(
    409,
    "FAILED",
    "The request waits for a gate: an input is missing, too old or by the wrong person. Nobody decides on it before.",
  ),
  EMERGENCY_NOT_ALLOWED: user(
    409,
    "DENIED",
    "A policy that applies allows no emergency, or the review of an earlier emergency of the model is overdue.",
  ),
  REQUEST_CLOSED: user(409, "FAILED", "The transition request is no longer pending."),
  REQUEST_VOIDED: user(409, "FAILED", "What was to be approved is no longer true; the request is void."),
  CONTENT_CHANGED: user(
    409,
    "FAILED",
    "The contentDigest is not the one of this request, or the versionDigest not the one of this version: read it again and decide on, or check, what it says.",
  ),
  SELF_APPROVAL: user(
    403,
    "DENIED",
    "Separation of duties: nobody who stands behind the request, or the version, signs; the message says as what.",
  ),
  CREDENTIAL_NOT_INDEPENDENT: user(
    403,
    "DENIED",
    "The token or the role was given by somebody whose interest the signature should check, or whose hand is in another one: sign with a token made by invitation.",
  ),
  SIGNATURE_REQUIRED: user(
    403,
    "DENIED",
    "A policy wants the decision signed with a confirmed key of the signer's own, or with a stronger one; the message says how.",
  ),
  SIGNATURE_INVALID: user(
    409,
    "DENIED",
    "The signature does not hold: another key, other words, expired, used before, or a key that is revoked or not confirmed.",
  ),
  PASSKEY_IMPOSSIBLE: user(
    409,
    "FAILED",
    "The registry's address (COUNTERSIGN_PUBLIC_URL) is one that browsers make no passkeys for: an IP address, or no https.",
  ),
  EXPERIMENT_DELETED: user(409, "FAILED", "The experiment is deleted; restore it first."),
  RUN_DELETED: user(409, "FAILED", "The run, or its experiment, is deleted; restore it first."),
  PARAM_CHANGED: user(409, "FAILED", "A param of a run is written once; it has another value already."),
  ARTIFACT_CLASH: user(
    409,
    "FAILED",
    "A file stands where the path needs a folder, or a folder where it needs a file.",
  ),
  SOURCE_MISMATCH: user(
    400,
    "DENIED",
    "The source names another run or logged model than runId or loggedModelId says: it would falsify provenance.",
  ),
  UNAUTHENTICATED: top(
    401,
    null,
    "No credential, or one that is unknown, expired or revoked; the message says which, the last two to who has its secret.",
  ),
  FORBIDDEN: top(403, "DENIED", "The caller sees the target but may not do this."),
  UNAVAILABLE: top(
    503,
    "FAILED",
    "The database, or the disk of the artifacts, cannot be used or did not answer in time; retry after the given time.",
  ),
  BUSY: top(
    503,
    null,
    "The service holds as much for other requests as its memory allows; retry after the given time.",
  ),
  TOO_SLOW: top(
    400,
    null,
    "To answer takes longer than one statement may run (COUNTERSIGN_STATEMENT_TIMEOUT_MS): ask for less.",
  ),
  INTERNAL: top(500, "FAILED", "A fault of the service; the log holds the details under the request id."),
  STORAGE_FULL: top(507, null, "There is no room left for artifacts; nothing of the upload was kept."),
  RANGE_NOT_SATISFIABLE: top(416, null, "The file has no such bytes."),
  NOT_SUPPORTED: top(501, null, "MLflow has such a call, this service does not; its clients do without."),
  ENDPOINT_NOT_FOUND: top(404, null, "There is no such MLflow call at this path for this method."),
  RATE_LIMITED: top(
    429,
    null,
    "Too many failed authentications, or what the caller may spend in a minute on answers and bodies is spent.",
  ),
  BAD_REQUEST: top(400, null, "The request is not one this service understands."),
  FOREIGN_HOST: top(403, null, "The Host header names no host of this service (COUNTERSIGN_ALLOWED_HOSTS)."),
  FOREIGN_ORIGIN: top(403, null, "A cross-site request may not change anything."),
  BODY_TOO_LARGE: top(413, null, "The request body is larger than its route takes: 1 MiB unless told."),
  UNSUPPORTED_MEDIA_TYPE: top(415, null, "The request body must be application/json."),
  DOCUMENT_TOO_LARGE: top(413, null, "The GraphQL document is over 64 KiB."),
  TOO_MANY_TOKENS: top(400, null, "The GraphQL document has over 2,000 tokens."),
  DEPTH_LIMIT_EXCEEDED: top(400, null, "Selections nest deeper than 12 (introspection: 20)."),
  ALIAS_LIMIT_EXCEEDED: top(400, null, "Over 30 aliases in one operation."),
  ROOT_FIELD_LIMIT_EXCEEDED: top(400, null, "Over 20 root fields in one operation."),
  PAGE_TOO_LARGE: top(400, null, "`first` is over 200 or below 1."),
  COST_LIMIT_EXCEEDED: top(
    400,
    null,
    "The operation could return over 10,000 objects, or its answer takes over 32 MiB (96 MiB on MLflow's door).",
  ),
  ONE_TRANSITION_PER_OPERATION: top(400, null, "More than one transition-deciding mutation in one operation."),
  GRAPHQL_PARSE_FAILED: top(400, null, "The document is not GraphQL."),
  GRAPHQL_VALIDATION_FAILED: top(400, null, "The document does not fit the schema."),
} satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorCodes;

/** What a gate said, as an error tells it: governance knows more of it. */
export interface GateReport {
  /** The policy's id. */
  readonly policy: string;
  readonly key: string;
  readonly kind: string;
  readonly verdict: string;
  readonly required: string;
  readonly observed: string | null;
  readonly cause: string | null;
  /** SHA-256 of the evidence. */
  readonly evidence: string;
  /** Copies of all that was looked at. */
  readonly inputs: Json;
}

/** Facts that a code carries beside its message: a concrete GraphQL error type or MLflow's answer shows them. */
interface ErrorDetails {
  /** The version that holds the slot now; 0 for none. */
  HOLDER_CHANGED: { readonly currentHolder: number };
  /** The guarded slot and, where one is open or was decided, the request for it. */
  APPROVAL_REQUIRED: { readonly slot: string; readonly transitionRequestId?: string };
  /** The request that is open. */
  REQUEST_OPEN: { readonly transitionRequestId: string };
  /** What stopped being true, in words. */
  REQUEST_VOIDED: { readonly cause: string };
  /** What every gate of the move said. */
  GATES_FAILED: { readonly gates: readonly GateReport[]; readonly hidden?: readonly string[] };
  /** Likewise, and the request that waits for them. */
  GATES_PENDING: {
    readonly gates: readonly GateReport[];
    readonly hidden?: readonly string[];
    readonly transitionRequestId: string;
  };
  /** The stages that the version may go to instead. */
  TRANSITION_NOT_ALLOWED: { readonly nextStages: readonly string[] };
  EXCLUSIVE_STAGE_HELD: { readonly slot: string };
  /** Seconds to wait. */
  RATE_LIMITED: { readonly retryAfter: number };
  /** Bytes that the file has. */
  RANGE_NOT_SATISFIABLE: { readonly size: number };
}

/** Facts that only some errors of a code carry. */
interface OptionalDetails {
  /** The request's content digest now; of a version that was checked none is told. */
  CONTENT_CHANGED: { readonly contentDigest?: string };
  /** The review that is overdue. */
  EMERGENCY_NOT_ALLOWED: { readonly reviewId?: string };
  /** The unique constraint that refused a row. */
  CONFLICT: { readonly constraint?: string | undefined };
  /** Bytes counted when the answer was refused, and those that one may have. */
  COST_LIMIT_EXCEEDED: { readonly bytes?: number; readonly most?: number };
}

/** The details of an error with this code. */
export type DetailsOf<Code extends ErrorCode> = Code extends keyof ErrorDetails
  ? ErrorDetails[Code]
  : Code extends keyof OptionalDetails
    ? OptionalDetails[Code]
    : Record<never, never>;

interface CommonExtras {
  /** Where in the input the fault is, e.g. `["input", "slug"]`. */
  readonly path?: string[];
  readonly cause?: unknown;
}

type Extras<Code extends ErrorCode> = Code extends keyof ErrorDetails
  ? [extras: CommonExtras & { readonly details: ErrorDetails[Code] }]
  : [extras?: CommonExtras & { readonly details?: DetailsOf<Code> }];

/** An expected refusal, thrown inside a command and translated by the door after the rollback. */
export class DomainError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly path: string[];
  readonly details: DetailsOf<Code>;

  constructor(
    readonly code: Code,
    message: string,
    ...[extras]: Extras<Code>
  ) {
    super(message, extras?.cause === undefined ? undefined : { cause: extras.cause });
    this.name = "DomainError";
    this.path = extras?.path ?? [];
    this.details = (extras?.details ?? {}) as DetailsOf<Code>;
  }

  get kind(): "user" | "top" {
    return errorCodes[this.code].kind;
  }

  /** Whether the error has this code, and so its details. */
  is<Asked extends ErrorCode>(code: Asked): this is DomainError<Asked> {
    return (this.code as ErrorCode) === code;
  }
}

/** The one text for absent and invisible things: the same bytes for both. */
export const notFound = (what: string, path: string[] = []): DomainError =>
  new DomainError("NOT_FOUND", `There is no such ${what}, or you may not see it.`, { path });

export const forbidden = (message: string): DomainError => new DomainError("FORBIDDEN", message);

export const invalid = (field: string | string[], message: string): DomainError =>
  new DomainError("INVALID_INPUT", message, { path: ["input", ...(Array.isArray(field) ? field : [field])] });
