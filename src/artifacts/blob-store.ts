/** What a blob is known by. */
export interface BlobFacts {
  /** SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Length in bytes. */
  readonly size: bigint;
}

/** Bytes that have arrived whole and are on disk, but that nobody can read yet. */
export interface StagedBlob extends BlobFacts {
  /**
   * Makes the bytes readable under their digest; durable when it resolves. Throws UNAVAILABLE when called again after
   * someone has removed them.
   */
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
  /** Its bytes, in order; a piece is good until the next is asked for. The blob is closed at their end. */
  pieces(range?: ByteRange): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** A blob as the store has it. */
export interface StoredBlob extends BlobFacts {
  /** When it was put there, in milliseconds since the epoch. */
  readonly keptAt: number;
}

/** What uploads that never ended left behind. */
export interface Leftovers {
  readonly files: number;
  readonly bytes: bigint;
}

/** Where artifacts' bytes are, by their digest: local disk today, an object store behind the same calls later. */
export interface BlobStore {
  /**
   * Takes bytes in, with bounded memory whatever their number; a piece need be good only until the next is asked for.
   * Throws `STORAGE_FULL` when there is no room, and whatever
   * the source throws; nothing of a broken upload stays.
   */
  stage(source: AsyncIterable<Buffer>): Promise<StagedBlob>;
  /** Opens a blob for reading; undefined when the store does not have it. */
  open(sha256: string): Promise<OpenBlob | undefined>;
  /** Removes a blob; one that is not there is no fault. */
  remove(sha256: string): Promise<void>;
  /** The blobs whose digest begins with these two hexadecimal digits, in no order. */
  list(prefix: string): Promise<StoredBlob[]>;
  /** Removes what uploads left behind that have written nothing for `ageMs`; only tells what, when it is a dry run. */
  sweep(ageMs: number, dryRun: boolean): Promise<Leftovers>;
}

declare module "../context.js" {
  interface Ctx {
    /** Where artifacts' bytes are. */
    readonly blobs: BlobStore;
  }
}
