const MIB = 2 ** 20;

/** The published limits of request bodies. */
export const bodyLimits = {
  /** Bytes of a body that is held in memory, where its route states no other. */
  bytes: MIB,
  /** Bytes of a body that brings many values at once: a batch, or a thing with all its tags and params. */
  manyBytes: 8 * MIB,
  /** Bytes of a body that brings one secret: a token, or the code of an invitation. */
  secretBytes: 16 * 1024,
  /** Bytes that MLflow's console sends as one file. */
  fileBytes: 10 * MIB,
  /** Bytes of what is said of a run's data sets: the profile of one alone may have 16 MiB. */
  inputBytes: 32 * MIB,
  /** Arrays and objects within one another in a JSON body, and its brackets, commas and colons. */
  nesting: 64,
  marks: 250_000,
  /** So many bytes of a body cost its sender as much as one object of a GraphQL answer. */
  bytesPerCost: 10 * 1024,
} as const;

/** The published limits of answers. */
export const answerLimits = {
  /** Bytes that are read for one answer, and that its values have. */
  bytes: 32 * MIB,
  /** The same on MLflow's door: a page ends early after `bytes`, but the thing that it ends with is told whole. */
  wireBytes: 96 * MIB,
} as const;
