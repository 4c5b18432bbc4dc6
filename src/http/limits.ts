/** The published limits of request bodies. */
export const bodyLimits = {
  /** Bytes of a body that is held in memory. */
  bytes: 8 * 1024 * 1024,
  /** Arrays and objects within one another in a JSON body, and its brackets, commas and colons. */
  nesting: 64,
  marks: 250_000,
} as const;
