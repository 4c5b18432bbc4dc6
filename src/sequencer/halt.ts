/** Why the log is not extended: something does not fit what was there before. */
export class Halt extends Error {
  override readonly name = "Halt";
  constructor(
    /** In a word: `LEAF_MISMATCH`. */
    readonly code: string,
    message: string,
    /** Milliseconds until it is tried again. */
    readonly retryMs = 1_000,
  ) {
    super(message);
  }
}
