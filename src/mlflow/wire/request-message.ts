import { DomainError } from "../../errors.js";
import type { Asked } from "../../http/door.js";
import { bodyLimits } from "../../http/limits.js";
import { readJson } from "./json.js";
import { camelName, type Fields, namedIn, readObject, readQuery } from "./message.js";
import type { MessageOperation } from "./operation.js";
import { wholeBody } from "./whole-body.js";

/**
 * The message of a request, its path's parameters among the fields. GET has it in the query or, as mlflow-export-import
 * and `curl -X GET -d` send it, in a JSON body; every other method in its JSON body. INVALID_INPUT when a part of it
 * stands where it would not be read: upstream passes over that, and answers another question.
 */
export const messageOf = (operation: MessageOperation, request: Asked): object | Promise<object> => {
  if (request.method !== "GET") return fromBody(operation, request, bodyOf(request));
  if (!bringsBody(request)) return fromQuery(operation, request);
  return wholeBody(request.raw, operation.bodyBytes ?? bodyLimits.bytes).then((body) => {
    const given = readJson(body);
    return saysNothing(given) ? fromQuery(operation, request) : fromBody(operation, request, given);
  });
};

const bringsBody = ({ headers: { "content-length": length = "0", "transfer-encoding": encoding } }: Asked): boolean =>
  length !== "0" || encoding !== undefined;

const saysNothing = (given: unknown): boolean =>
  given === null || (typeof given === "object" && !Array.isArray(given) && Object.keys(given).length === 0);

/** The path's parameters by the field that each is; a team's prefix is none. */
const paramsOf = ({ rest: field }: MessageOperation, { params }: Asked): Record<string, string | undefined> => {
  const { team: _, "*": rest, ...named } = params;
  return field !== undefined && rest ? { ...named, [field]: rest } : named;
};

const fromQuery = (operation: MessageOperation, request: Asked): object => {
  for (const [name, value] of Object.entries(paramsOf(operation, request))) {
    request.query.delete(camelName(name));
    request.query.set(name, value ?? "");
  }
  return readQuery(operation.fields, request.query);
};

const fromBody = (operation: MessageOperation, request: Asked, body: unknown): object => {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new DomainError("INVALID_INPUT", "Bad Request. The request body must be a JSON object.");
  refuseInQuery(operation.fields, request);
  const given: Record<string, unknown> = { ...body };
  for (const [name, value] of Object.entries(paramsOf(operation, request))) {
    delete given[camelName(name)];
    given[name] = value;
  }
  return readObject(operation.fields, given);
};

const refuseInQuery = (fields: Fields, { method, query }: Asked): void => {
  const name = namedIn(fields, query);
  if (name === undefined) return;
  throw new DomainError(
    "INVALID_INPUT",
    `Bad Request. The parameter '${name}' stands in the query, where it is not read: ${method === "GET" ? "this request has a JSON body too. Send all parameters in one of the two" : `${method} has its parameters in a JSON body`}.`,
    { path: [name] },
  );
};

const jsonType = /^application\/json\s*(;|$)/i;

/**
 * POST and PUT must say that they bring JSON, even when they bring nothing: a form of another site cannot. PATCH and
 * DELETE need not, as upstream.
 */
const bodyOf = ({ method, headers, body }: Asked): unknown => {
  const type = headers["content-type"];
  if ((method === "POST" || method === "PUT") && !jsonType.test(type ?? ""))
    throw new DomainError(
      "INVALID_INPUT",
      type === undefined
        ? "Bad Request. Content-Type header is missing."
        : "Bad Request. Content-Type must be one of ['application/json'].",
    );
  return body === undefined || body === null ? {} : readJson(body as Buffer);
};
