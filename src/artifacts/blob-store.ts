/** What a blob is known by. */
export interface BlobFacts {
  /** SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Length in bytes. */
  readonly size: bigint;
}

/** What a store finds a blob by. */
export interface BlobPlace {
  readonly sha256: string;
  /** Where the bytes are, in the store's own words; null: where releases before this one put them, by the digest alone. */
  readonly location: string | null;
}

/** Bytes that have arrived whole and are where they stay; nobody can read them until a row says so. */
export interface PlacedBlob extends BlobFacts {
  readonly location: string;
}

/** A part of a blob: `start` to `end`, both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a reader of a blob gets. */
export interface OpenBlob {
  readonly size: number;
  /** Its bytes, in order, fewer when there are no more; a piece is good until the next is asked for. */
  pieces(range?: ByteRange): AsyncIterable<Buffer>;
  /** A text that is another one once the bytes were changed, as far as the store can tell without reading them. */
  state(): Promise<string>;
  close(): Promise<void>;
}

/** A blob as the store has it. */
export interface StoredBlob extends BlobFacts, BlobPlace {
  /** The upload that it came by; null for those of releases before this one. */
  readonly upload: string | null;
  /** When it was put there, in milliseconds since the epoch. */
  readonly keptAt: number;
}

/** What an upload that has not ended has written so far. */
export interface Unfinished {
  readonly name: string;
  readonly size: bigint;
  /** When it wrote last, in milliseconds since the epoch. */
  readonly touchedAt: number;
}

/** What uploads that never ended left behind. */
export interface Leftovers {
  readonly files: number;
  readonly bytes: bigint;
}

/** Where artifacts' bytes are: local disk today, an object store behind the same calls later. It knows no database. */
export interface BlobStore {
  /**
   * Takes bytes in, with bounded memory whatever their number, and puts them where they stay; durable when it resolves.
   * `upload` is a UUID that no other upload has, so that no two ever share a location. A piece of the source need be good
   * only until the next is asked for. Throws `STORAGE_FULL` when there is no room, UNAVAILABLE when the disk cannot be
   * written, and whatever the source throws; nothing of a broken upload stays.
   */
  place(upload: string, source: AsyncIterable<Buffer>): Promise<PlacedBlob>;
  /** Opens a blob for reading; undefined when the store does not have it. */
  open(blob: BlobPlace): Promise<OpenBlob | undefined>;
  /** Removes a blob; one that is not there is no fault. */
  remove(blob: BlobPlace): Promise<void>;
  /** The blobs whose digest begins with these two hexadecimal digits, in no order. */
  list(prefix: string): Promise<StoredBlob[]>;
  /** What uploads are writing, or left behind when they broke off. */
  unfinished(): Promise<Unfinished[]>;
  /** Removes what an upload left behind, by its name. */
  clear(name: string): Promise<void>;
}

declare module "../context.js" {
  interface Ctx {
    /** Where artifacts' bytes are. */
    readonly blobs: BlobStore;
  }
}
