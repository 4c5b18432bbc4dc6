import { createHash } from "node:crypto";

/** A clear value beside its commitment: base64url of `[salt, path, value]` (the construction of RFC 9901). */
export interface Disclosed {
  /** Where in the body the commitment stands: `/actor/name`. */
  readonly path: string;
  readonly value: string;
}

/** The commitment to a disclosure, as a body holds it under `_c`. */
export const commitmentTo = (disclosure: string): string => createHash("sha256").update(disclosure).digest("base64url");

/** What a disclosure says; undefined when the text is none. */
export const readDisclosure = (disclosure: string): Disclosed | undefined => {
  try {
    const [, path, value] = JSON.parse(Buffer.from(disclosure, "base64url").toString()) as unknown[];
    return typeof path === "string" && typeof value === "string" ? { path, value } : undefined;
  } catch {
    return undefined;
  }
};
