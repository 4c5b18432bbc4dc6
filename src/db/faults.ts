import pg from "pg";
import { DomainError } from "../errors.js";

interface DriverFault {
  code?: string;
  constraint?: string;
  detail?: string;
  message: string;
}

const isDriverFault = (error: unknown): error is DriverFault => error instanceof Error;

/** Whether PostgreSQL itself refused, with an SQLSTATE; a lost connection is none. */
export const isDatabaseRefusal = (error: unknown): error is pg.DatabaseError => error instanceof pg.DatabaseError;

/** SQLSTATEs after which the same transaction, run afresh, may succeed. */
export const isRetryable = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code;
  return code === "40001" || code === "40P01";
};

const unavailable = /^(08|25|53|57P|58)/;
const unavailableExactly = new Set(["57014", "55P03", "40001", "40P01"]);
const malformed = /^(22|54)/;
const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "ENOENT", "EAI_AGAIN"]);
const driverTexts =
  /terminated|timeout exceeded|Connection ended|Query read timeout|not queryable|closed the connection|the pool after calling end/i;

/** Whether the fault says that the database could not be reached or did not answer in time. */
export const isUnavailable = (error: unknown): boolean => {
  if (!isDriverFault(error)) return false;
  const { code, message } = error;
  if (code === undefined) return driverTexts.test(message);
  return unavailable.test(code) || unavailableExactly.has(code) || networkCodes.has(code);
};

/** Faults of getting a connection: there was nothing yet that an answer could have been lost of. */
const neverSent =
  /ECONNREFUSED|ENOTFOUND|ENOENT|timeout exceeded when trying to connect|connection timeout|not queryable/;
const ending = /^(08|57P|58|XX)/;

/**
 * Whether the server itself answered the statement with this error, and goes on: then nothing of it was done. What came
 * of a statement whose connection broke, was closed by the server or was silent too long is not known.
 */
export const isAnswered = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !ending.test(error.code ?? "XX");

/** The connection was lost while a statement was under way: done or not, if it changes something. */
export class NotAnswered extends DomainError {
  constructor(cause: unknown) {
    super("UNAVAILABLE", "The database is not available right now; retry.", { cause });
  }
}

/** COMMIT was sent and never answered: done or not, nobody here knows. */
export class CommitUnknown extends DomainError {
  constructor(cause: unknown) {
    super("UNAVAILABLE", "The database did not answer whether the change was committed; look, then retry.", {
      cause,
    });
  }
}

/** The COMMIT was not answered, and a look found that nothing of it was done. */
export class NotCommitted extends DomainError {
  constructor(cause: unknown) {
    super("UNAVAILABLE", "The connection to the database was lost before the change was committed; retry.", { cause });
  }
}

/**
 * Turns a fault of the driver or of PostgreSQL into a domain error; its text never reaches a caller. A domain error
 * and a retryable fault pass unchanged.
 */
export const translateFault = (error: unknown): unknown => {
  if (error instanceof DomainError || isRetryable(error) || !isDriverFault(error)) return error;
  if (isUnavailable(error))
    return isAnswered(error) || neverSent.test(error.message)
      ? new DomainError("UNAVAILABLE", "The database is not available right now; retry.", { cause: error })
      : new NotAnswered(error);
  // Our own triggers' words, made for callers.
  if (error.code === "CS002") return new DomainError("INVALID_INPUT", error.message, { cause: error });
  if (error.code !== undefined && malformed.test(error.code))
    return new DomainError("INVALID_INPUT", "A value cannot be stored: it is out of range or not text.", {
      cause: error,
    });
  if (error.code === "23505")
    return new DomainError("CONFLICT", "Someone else made the same thing at the same time.", {
      cause: error,
      details: { constraint: error.constraint },
    });
  return error;
};

/**
 * What a reading statement of growing work meets when it has run as long as one may: to ask for less is the only
 * cure. `ran` tells it from one that was cancelled by hand, which has the same SQLSTATE.
 */
export const tookTooLong = (error: unknown, { ran, limit }: { ran: number; limit: number }): DomainError | undefined =>
  isDriverFault(error) && error.code === "57014" && ran >= limit
    ? new DomainError(
        "TOO_SLOW",
        `This takes longer than one statement may run (COUNTERSIGN_STATEMENT_TIMEOUT_MS=${limit}): ask for less at once, of fewer runs or a narrower range, or by a narrower filter.`,
        { cause: error },
      )
    : undefined;

/** The id of what a statement would have overfilled (SQLSTATE CS002); undefined of every other fault. */
export const overfilled = (error: unknown): string | undefined => {
  const fault = error instanceof DomainError ? error.cause : error;
  return isDriverFault(fault) && fault.code === "CS002" ? fault.detail : undefined;
};

/** Whether the unique constraint `name` refused the statement. */
export const violates = (error: unknown, name: string): boolean =>
  error instanceof DomainError && error.is("CONFLICT") && error.details.constraint === name;
