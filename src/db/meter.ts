/** Counts the bytes that the database gives to a request, value by value as they come; what is too much it throws. */
export interface Meter {
  /** Read by itself: for the answer; `held` is what it takes in memory. */
  answer(bytes: number, held: number): void;
  /** Read in a transaction: held while that lasts. */
  hold(bytes: number): void;
  release(bytes: number): void;
}

/** Bytes that a text takes in memory: one for each character, two as soon as one of them is not ASCII. */
export const heldByText = (text: string, bytes: number): number =>
  bytes === text.length ? bytes : Math.max(bytes, 2 * text.length);
