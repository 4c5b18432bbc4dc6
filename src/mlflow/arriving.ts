import type { Readable } from "node:stream";
import { DomainError } from "../errors.js";

/**
 * The bytes of a request as they arrive. Whoever stops reading early leaves the connection open, so that the refusal
 * reaches the sender; what still comes is thrown away. Throws BAD_REQUEST when the sender breaks off.
 */
export const arriving = async function* (request: Readable): AsyncGenerator<Buffer> {
  try {
    yield* request.iterator({ destroyOnReturn: false });
  } catch (cause) {
    throw new DomainError("BAD_REQUEST", "The request broke off before its end; nothing of it was kept.", { cause });
  } finally {
    request.resume();
  }
};

/**
 * As `arriving`, for bytes that pass by: a piece is good until the next is asked for. Its memory is then given back at
 * once; by the time that the garbage collector looks, a fast upload would have left sixty MiB of them.
 */
export const passingBy = async function* (request: Readable): AsyncGenerator<Buffer> {
  for await (const part of arriving(request)) {
    yield part;
    const memory = part.buffer as ArrayBuffer;
    if (part.byteLength === memory.byteLength) memory.transfer(0);
  }
};
