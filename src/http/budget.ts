import { getHeapStatistics } from "node:v8";
import { DomainError } from "../errors.js";
import { answerLimits } from "./limits.js";

/** Bytes that the process holds for requests under way: their bodies, what was read for them, their answers. */
export interface InFlight {
  readonly limit: number;
  held: number;
}

/** Bytes that any request may hold. */
const SMALL = 64 * 1024;

/** The process's bytes in flight: a quarter of what the heap may grow to, since what is read is held more than once. */
export const createInFlight = (limit = Math.floor(getHeapStatistics().heap_size_limit / 4)): InFlight => ({
  limit,
  held: 0,
});

/**
 * What one request makes the process hold, and how much may be read for its answer. It is given back when the response
 * is closed and the handler done, whichever comes last: a caller who goes away takes no memory along.
 */
export class Budget {
  private held = 0;
  private read = 0;
  private ofPiece = 0;
  private isHandled = true;
  private isClosed = false;

  constructor(
    private readonly all: InFlight,
    private readonly most: number = answerLimits.bytes,
  ) {}

  /**
   * Counts bytes that are held until the request is done with; BUSY while the process holds all that it may. What is
   * small passes always: a few large answers must not stand in everybody's way. Who is alone passes too: what one
   * request may hold is bounded elsewhere, and a small heap must not refuse it for ever.
   */
  hold(bytes: number): void {
    const others = this.all.held - this.held;
    if (others > SMALL && this.all.held + bytes > this.all.limit && this.held + bytes > SMALL) throw busy();
    this.all.held += bytes;
    this.held += bytes;
  }

  /** Gives back bytes before the request is done with. */
  release(bytes: number): void {
    this.all.held -= bytes;
    this.held -= bytes;
  }

  /** Counts bytes read for the answer, and what they take in memory; COST_LIMIT_EXCEEDED past what one answer may take, from then on always. */
  answer(bytes: number, held: number): void {
    this.read += bytes;
    if (this.read > this.most) throw answerTooLarge(this.read, this.most);
    this.hold(held);
    this.ofPiece += held;
  }

  /** For an answer that is sent piece by piece: what was read for the last piece is let go. */
  nextPiece(): void {
    this.release(this.ofPiece);
    this.ofPiece = 0;
    this.read = 0;
  }

  /** Does the request's work; until it is done, what it holds is counted. */
  async during<Result>(handle: () => Result | Promise<Result>): Promise<Result> {
    this.isHandled = false;
    try {
      return await handle();
    } finally {
      this.isHandled = true;
      this.settle();
    }
  }

  /** Nothing more can be sent. */
  close(): void {
    this.isClosed = true;
    this.settle();
  }

  private settle(): void {
    if (this.isClosed && this.isHandled) this.release(this.held);
  }
}

const busy = (): DomainError =>
  new DomainError("BUSY", "The service holds as much for other requests as its memory allows; try again in 1 s.");

const grouped = (count: number): string => count.toLocaleString("en-US");

/** The refusal of an answer that takes more than one may; `path` leads to the field at which it did. */
export const answerTooLarge = (bytes: number, most: number, path: readonly (string | number)[] = []): DomainError => {
  const field = path.filter((part) => typeof part === "string").join(".");
  return new DomainError(
    "COST_LIMIT_EXCEEDED",
    `${field === "" ? "The answer" : `${field}: with it the answer`} takes ${grouped(bytes)} bytes or more; one has at most ${grouped(most)}. Ask for fewer things at once, or without what is large of them.`,
    { details: { bytes, most } },
  );
};

declare module "../context.js" {
  interface Ctx {
    /** What the request may still read and hold. */
    readonly budget: Budget;
  }
}

declare module "fastify" {
  interface FastifyRequest {
    budget: Budget;
  }
}
