import type { OutgoingHttpHeaders } from "node:http";
import { DomainError, errorCodes } from "../errors.js";
import { mlflowError } from "../mlflow/wire/errors.js";

/** An answer that is complete before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Headers of every answer: it is data, never a page. */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
} as const;

/** How the caller is told: the same facts as a REST body, as a GraphQL one, or as MLflow's clients read them. */
export type Shape = "rest" | "graphql" | "mlflow";

const fault = new DomainError("INTERNAL", "A fault of the service; its log holds the details under this request id.");

const ownError = ({ code, message, path }: DomainError, requestId: string, shape: Shape) => {
  const inputPath = path.length > 0 ? { inputPath: path } : {};
  const body =
    shape === "rest"
      ? { code, message, requestId, ...inputPath }
      : { errors: [{ message, extensions: { code, requestId, ...inputPath } }] };
  return { status: errorCodes[code].http, body };
};

/** An error as an answer; what is not ours says nothing but its request id. */
export const refusal = (
  error: unknown,
  requestId: string,
  shape: Shape = "rest",
  mediaType = "application/json",
): Answer => {
  const known: DomainError = error instanceof DomainError ? error : fault;
  const { status, body } = shape === "mlflow" ? mlflowError(known, requestId) : ownError(known, requestId, shape);
  return {
    status,
    headers: {
      "content-type": `${mediaType}; charset=utf-8`,
      "cache-control": "no-store",
      ...(status === 401 && {
        "www-authenticate": 'Bearer realm="countersign", Basic realm="countersign", charset="UTF-8"',
      }),
      ...(known.is("RANGE_NOT_SATISFIABLE") && { "content-range": `bytes */${known.details.size}` }),
      ...((status === 429 || status === 503) && {
        "retry-after": String(known.is("RATE_LIMITED") ? known.details.retryAfter : 1),
      }),
    },
    body: JSON.stringify(body),
  };
};
