import { hashFromBase64, readSize, toBase64 } from "./bytes.js";

/** What a log says of itself at a size (https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Which log. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** The text that is signed: origin, size and root, a line each. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string => {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  if (parseCheckpoint(text) === undefined)
    throw new RangeError(
      "a checkpoint has an origin of one line without control characters, a size below 2^63 and a root of 32 bytes",
    );
  return text;
};

/** What the text of a note says; undefined unless it has three lines and no more: extension lines are not taken. */
export const parseCheckpoint = (text: string): Checkpoint | undefined => {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n");
  if (origin === "" || hasControls(origin) || rest.join("\n") !== "" || rest.length !== 1) return undefined;
  const [leaves, hash] = [readSize(size), hashFromBase64(root)];
  return leaves === undefined || hash === undefined ? undefined : { origin, size: leaves, root: hash };
};

const hasControls = (text: string): boolean => [...text].some((letter) => letter < " ");
