/** Midnight after 31 December 9999: from there on no instant can be written. */
const END = 253_402_300_800_000n;

/** Milliseconds since the epoch as an instant; null for one that no calendar of four-digit years has. */
export const instantOf = (millis: bigint | null): string | null =>
  millis === null || millis < 0n || millis >= END ? null : new Date(Number(millis)).toISOString().replace("Z", "000Z");
