/** Bytes read or written at once: each transfer has two such pieces of memory. */
export const CHUNK = 512 * 1024;

export type Buffers = readonly [Buffer, Buffer];

/** Memory that transfers take turns in: new pieces for each would wait for the garbage collector by the hundred. */
const spare: Buffers[] = [];
const MAX_SPARE = 8;

export const takeBuffers = (): Buffers => spare.pop() ?? [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];

export const giveBack = (buffers: Buffers): void => {
  if (spare.length < MAX_SPARE) spare.push(buffers);
};
