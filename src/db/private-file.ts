import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file that only its owner reads (0600), whole or not at all, also when the machine stops in between. */
export const writePrivateFile = (path: string, content: string): void => {
  const draft = `${path}.${process.pid}.draft`;
  flushed(openSync(draft, "w", 0o600), (file) => writeSync(file, content));
  renameSync(draft, path);
  // What is committed next may need this file: its name is on the disk first.
  flushed(openSync(dirname(path), "r"));
};

const flushed = (file: number, write?: (file: number) => void): void => {
  try {
    write?.(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
