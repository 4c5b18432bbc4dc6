import { type DomainError, type ErrorCode, errorCodes, type GateReport } from "../../errors.js";
import { cutShort } from "./message.js";

/**
 * MLflow's error codes (mlflow/protos/databricks.proto) with the HTTP status that its clients expect of each. What is
 * bound to fail again is never 5xx: clients retry that for minutes and then lose our message.
 */
const statuses = {
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_CONFLICT: 409,
  REQUEST_LIMIT_EXCEEDED: 429,
  INTERNAL_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
} as const;

type MlflowCode = keyof typeof statuses;

const codes: Partial<Record<ErrorCode, MlflowCode>> = {
  INVALID_INPUT: "INVALID_PARAMETER_VALUE",
  BAD_REQUEST: "INVALID_PARAMETER_VALUE",
  TOO_SLOW: "INVALID_PARAMETER_VALUE",
  COST_LIMIT_EXCEEDED: "INVALID_PARAMETER_VALUE",
  PARAM_CHANGED: "INVALID_PARAMETER_VALUE",
  RUN_DELETED: "INVALID_PARAMETER_VALUE",
  EXPERIMENT_DELETED: "INVALID_PARAMETER_VALUE",
  ARTIFACT_CLASH: "INVALID_PARAMETER_VALUE",
  SOURCE_MISMATCH: "INVALID_PARAMETER_VALUE",
  TRANSITION_NOT_ALLOWED: "INVALID_PARAMETER_VALUE",
  UNSUPPORTED_MEDIA_TYPE: "INVALID_PARAMETER_VALUE",
  BODY_TOO_LARGE: "INVALID_PARAMETER_VALUE",
  NAME_TAKEN: "RESOURCE_ALREADY_EXISTS",
  NOT_FOUND: "RESOURCE_DOES_NOT_EXIST",
  ENDPOINT_NOT_FOUND: "ENDPOINT_NOT_FOUND",
  UNAUTHENTICATED: "UNAUTHENTICATED",
  FORBIDDEN: "PERMISSION_DENIED",
  FOREIGN_HOST: "PERMISSION_DENIED",
  FOREIGN_ORIGIN: "PERMISSION_DENIED",
  APPROVAL_REQUIRED: "PERMISSION_DENIED",
  GATES_FAILED: "PERMISSION_DENIED",
  GATES_PENDING: "PERMISSION_DENIED",
  EXCLUSIVE_STAGE_HELD: "PERMISSION_DENIED",
  SELF_APPROVAL: "PERMISSION_DENIED",
  CREDENTIAL_NOT_INDEPENDENT: "PERMISSION_DENIED",
  RATE_LIMITED: "REQUEST_LIMIT_EXCEEDED",
  RANGE_NOT_SATISFIABLE: "INVALID_PARAMETER_VALUE",
  NOT_SUPPORTED: "NOT_IMPLEMENTED",
  STORAGE_FULL: "TEMPORARILY_UNAVAILABLE",
  UNAVAILABLE: "TEMPORARILY_UNAVAILABLE",
  BUSY: "TEMPORARILY_UNAVAILABLE",
  INTERNAL: "INTERNAL_ERROR",
};

/** Statuses that say more than the code: MLflow's clients go by the code, others by the status. */
const ownStatus: Partial<Record<ErrorCode, number>> = {
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  STORAGE_FULL: 507,
  RANGE_NOT_SATISFIABLE: 416,
};

/** How MLflow's clients are told of a code: the HTTP status, and MLflow's `error_code`. */
export const onTheWire = (code: ErrorCode): { status: number; errorCode: MlflowCode } => {
  const errorCode = codes[code] ?? "RESOURCE_CONFLICT";
  return { status: ownStatus[code] ?? statuses[errorCode], errorCode };
};

/** Whether a call of MLflow's can meet the code; the limits of GraphQL documents are not met there. */
export const isMetOnTheWire = (code: ErrorCode): boolean =>
  codes[code] !== undefined || errorCodes[code].kind === "user";

/** Characters of a message: what it quotes of a request may be anything. */
const MAX_MESSAGE = 4_000;

/** A field of ours as MLflow's messages name it: `tags.0.key` is `tags[0].key`, `startTime` is `start_time`. */
const wireName = (path: readonly string[]): string =>
  path
    .map((part) =>
      /^\d+$/.test(part) ? `[${part}]` : `.${part.replace(/[A-Z]/g, (each) => `_${each.toLowerCase()}`)}`,
    )
    .join("")
    .slice(1);

/** A refused value in MLflow's words where our message names the field by its path here. */
const wireMessage = ({ code, message, path }: DomainError): string => {
  const [root, ...field] = path;
  const named = `${field.join(".")}: `;
  if (code !== "INVALID_INPUT" || root !== "input" || field.length === 0 || !message.startsWith(named)) return message;
  return `Invalid value for parameter '${wireName(field)}' supplied: ${message.slice(named.length)}`;
};

/** How MLflow's clients are given a token. */
const WHERE = " MLflow's clients take it from MLFLOW_TRACKING_TOKEN, or from MLFLOW_TRACKING_PASSWORD, which wins.";

const inFull = (error: DomainError): string =>
  error.code === "UNAUTHENTICATED" ? `${error.message}${WHERE}` : wireMessage(error);

/** The facts of an error that a program acts on, as this service names them on the wire. */
const beside = (error: DomainError): object => {
  if (error.is("APPROVAL_REQUIRED") && error.details.transitionRequestId !== undefined)
    return { approval_request_id: error.details.transitionRequestId };
  if (error.is("GATES_FAILED")) return { gate_results: gateResults(error.details) };
  if (error.is("GATES_PENDING"))
    return { gate_results: gateResults(error.details), approval_request_id: error.details.transitionRequestId };
  return {};
};

/** As `GET /gates` lists them. */
const gateResults = ({
  gates = [],
  hidden = [],
}: {
  gates?: readonly GateReport[];
  hidden?: readonly string[];
}): object[] =>
  gates.map(({ policy, key, kind, verdict, required, observed, cause }) => ({
    ...{ policy: hidden.includes(policy) ? null : policy, key, kind, verdict, required, observed, cause },
  }));

/** An error as MLflow's REST API answers it; facts that the caller can act on stand beside, as `.json` of the exception. */
export const mlflowError = (error: DomainError, requestId: string): { status: number; body: object } => {
  const { status, errorCode } = onTheWire(error.code);
  return {
    status,
    body: {
      error_code: errorCode,
      message: cutShort(inFull(error), MAX_MESSAGE),
      ...beside(error),
      code: error.code,
      request_id: requestId,
    },
  };
};
