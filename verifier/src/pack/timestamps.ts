import { readFileSync } from "node:fs";
import { fromBase64 } from "../../../verify/log/bytes.js";
import { readNote } from "../../../verify/log/note.js";
import type { Certificate } from "../../../verify/rfc3161/certificate.js";
import { DerFault } from "../../../verify/rfc3161/der.js";
import { readRoots } from "../../../verify/rfc3161/roots.js";
import { TokenFault, verifyToken } from "../../../verify/rfc3161/token.js";
import { sha256Bytes } from "../../../verify/sha256.js";
import type { Findings } from "../findings.js";
import { exactly, isText } from "./shapes.js";

/** A verified time stamp of a checkpoint. */
export interface Stamp {
  readonly size: string;
  readonly time: string;
  /** The authority's name, by its certificate. */
  readonly by: string;
}

/** The authorities that whoever verifies believes; undefined where none was named. */
export const rootsFor = (path: string | undefined): readonly Certificate[] | undefined => {
  if (path === undefined) return undefined;
  try {
    return readRoots(readFileSync(path, "latin1"));
  } catch (error) {
    if (error instanceof DerFault) throw new Error(`${path} holds no certificates of authorities: ${error.message}`);
    throw error;
  }
};

/** The token of a receipt, over the text of the checkpoint that lies beside it. */
export const checkStamp = (
  found: Findings,
  { name, receipt, note }: { name: string; receipt: string; note: string },
  { roots, size }: { roots: readonly Certificate[]; size: bigint },
): Stamp | undefined => {
  try {
    const { told, token } = readReceipt(receipt);
    const { time, by } = verifyToken(token, { digest: sha256Bytes(readNote(note).text), roots });
    if (time !== told) throw new TokenFault("the receipt tells another time than the token");
    return { size: String(size), time, by };
  } catch (error) {
    if (!(error instanceof TokenFault)) throw error;
    found.add("TIMESTAMP_INVALID", `${name}: ${error.message}`);
    return undefined;
  }
};

const readReceipt = (receipt: string): { told: string; token: Buffer } => {
  let given: unknown;
  try {
    given = JSON.parse(receipt);
  } catch {
    throw new TokenFault("the receipt is no JSON");
  }
  const { time, token } = exactly(given, "time", "token") ?? {};
  const bytes = isText(token) ? fromBase64(token) : undefined;
  if (bytes === undefined || !isText(time)) throw new TokenFault("the receipt holds no token");
  return { told: time, token: bytes };
};

/** The earliest moment at which an authority saw a checkpoint that covers so many leaves. */
export const stampedAt = (stamps: readonly Stamp[], size: bigint): string | null => {
  const covering = stamps.filter((stamp) => BigInt(stamp.size) >= size).map(({ time }) => time);
  return covering.reduce<string | null>(
    (first, time) => (first === null || digitsOf(time) < digitsOf(first) ? time : first),
    null,
  );
};

/** Without its Z a time stands before every finer one of the same second, as it should. */
const digitsOf = (time: string): string => time.slice(0, -1);
