/** Why a file is not taken as a zip. */
export class ZipFault extends Error {
  override readonly name = "ZipFault";
}

/** A file in a zip, as its central directory and its local header say alike. */
export interface ZipFile {
  readonly name: string;
  readonly size: number;
  readonly packed: number;
  readonly deflated: boolean;
  readonly crc: number;
  /** Where its bytes begin. */
  readonly start: number;
}

/** What the directory says of a file, before its bytes were found. */
export interface ZipHeader extends Omit<ZipFile, "start"> {
  readonly flags: number;
}

/** Reads so many bytes at a place. */
export type ReadAt = (start: number, length: number) => Buffer;
