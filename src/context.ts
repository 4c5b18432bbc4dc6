import type { Logger } from "pino";
import type { Caller } from "./access/caller.js";
import type { Database } from "./db/database.js";
import type { ErrorCode } from "./errors.js";

/** The door a request came in by; recorded in every audit entry. */
export type Channel = "graphql" | "http" | "mlflow-rest" | "cli" | "job";

/** What every act has: who asks, through which door, the database and the log. The service's own acts have no more. */
export interface BaseCtx extends Caller {
  /** Made by the service for this request. */
  readonly requestId: string;
  readonly channel: Channel;
  readonly db: Database;
  readonly log: Logger;
  readonly client: {
    readonly ip: string | null;
    readonly agent: string | null;
    /** The client library and its version, where the protocol tells: `mlflow-python-client/3.17.2`. */
    readonly software?: string | null;
    /** What the caller calls this request (`x-request-id`): theirs to choose, so nothing is found by it. */
    readonly requestId?: string | null;
  };
  /** Counts a refusal that the caller meets in an answer which is none by its status. */
  readonly refused?: (code: ErrorCode) => void;
  /** Per-request DataLoaders by factory; see `loader` in graphql/. */
  readonly loaders: Map<unknown, unknown>;
}

/**
 * Everything a request carries. Each feature adds the port that it needs beside the port's own type, with
 * `declare module`, so that this file names no feature; the composition root supplies them all.
 */
export interface Ctx extends BaseCtx {}

/** What features have added; a request brings its budget itself. */
export type Ports = Omit<Ctx, keyof BaseCtx | "budget">;
