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
