/** Counts the bytes that the database gives to a request, value by value as they come; what is too much it throws. */
export interface Meter {
  /** Read by itself: for the answer. */
  answer(bytes: number): void;
  /** Read in a transaction: held while that lasts. */
  hold(bytes: number): void;
  release(bytes: number): void;
}
