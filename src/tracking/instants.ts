/** The first of January of the year 1, and midnight after 31 December 9999: before and after no instant can be written. */
const START = -62_135_596_800_000n;
const END = 253_402_300_800_000n;

/** Milliseconds since the epoch as an instant; null for one that no calendar of four-digit years has. */
export const instantOf = (millis: bigint | null): string | null =>
  millis === null || millis < START || millis >= END ? null : new Date(Number(millis)).toISOString().replace("Z", "000Z");
