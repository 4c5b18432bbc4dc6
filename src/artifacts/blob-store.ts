import type { Readable } from "node:stream";

/** What a blob is known by. */
export interface BlobFacts {
  /** SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Length in bytes. */
  readonly size: bigint;
}

/** Bytes that have arrived whole and are on disk, but that nobody can read yet. */
export interface StagedBlob extends BlobFacts {
  /** Makes the bytes readable under their digest; durable when it resolves. */
  keep(): Promise<void>;
  /** Forgets the bytes; after `keep` it does nothing. */
  discard(): Promise<void>;
}

/** A part of a blob: `start` to `end`, both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a reader of a blob gets. */
export interface OpenBlob {
  readonly size: number;
  stream(range?: ByteRange): Readable;
  close(): Promise<void>;
}

/** Where artifacts' bytes are, by their digest: local disk today, an object store behind the same calls later. */
export interface BlobStore {
  /**
   * Takes bytes in, with bounded memory whatever their number. Throws `STORAGE_FULL` when there is no room, and whatever
   * the source throws; nothing of a broken upload stays.
   */
  stage(source: AsyncIterable<Buffer>): Promise<StagedBlob>;
  /** Opens a blob for reading; undefined when the store does not have it. */
  open(sha256: string): Promise<OpenBlob | undefined>;
  /** Removes a blob; one that is not there is no fault. */
  remove(sha256: string): Promise<void>;
  /** Removes what uploads that never ended left behind, older than `ageMs`; how many there were. */
  sweep(ageMs: number, dryRun: boolean): Promise<number>;
}
