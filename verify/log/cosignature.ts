import { uint64 } from "./bytes.js";

/** What a witness signs of a checkpoint at a time in seconds since 1970 (https://c2sp.org/tlog-cosignature, Ed25519). */
export const cosignedText = (time: bigint, checkpoint: string): string => `cosignature/v1\ntime ${time}\n${checkpoint}`;

/** The bytes of a cosignature: the time in eight, then the signature. */
export const cosignatureBytes = (time: bigint, signature: Uint8Array): Buffer =>
  Buffer.concat([uint64(time), signature]);

const MAX_TIME = 2n ** 63n - 1n;

/** Time and signature of a cosignature's bytes; undefined when they are none. */
export const readCosignature = (bytes: Uint8Array): { time: bigint; signature: Uint8Array } | undefined => {
  if (bytes.length !== 72) return undefined;
  const time = Buffer.from(bytes.subarray(0, 8)).readBigUInt64BE();
  return time > MAX_TIME ? undefined : { time, signature: bytes.subarray(8) };
};
