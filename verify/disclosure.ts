import { createHash } from "node:crypto";
import type { Json } from "./canonical-json.js";

/** A clear value beside its commitment: base64url of `[salt, path, value]` (the construction of RFC 9901). */
export interface Disclosed {
  /** Where in the body the commitment stands: `/actor/name`. */
  readonly path: string;
  readonly value: Json;
}

/** What a body holds in place of a personal value. */
export interface Commitment {
  readonly _c: string;
}

/** The commitment to a disclosure, as a body holds it under `_c`. */
export const commitmentTo = (disclosure: string): string => createHash("sha256").update(disclosure).digest("base64url");

/** What a disclosure says; undefined when the text is none. */
export const readDisclosure = (disclosure: string): Disclosed | undefined => {
  try {
    const [, path, value] = JSON.parse(Buffer.from(disclosure, "base64url").toString()) as Json[];
    return typeof path === "string" && value !== undefined ? { path, value } : undefined;
  } catch {
    return undefined;
  }
};

/** The keys on the way to a place of a body. */
const keysTo = (path: string): string[] => path.split("/").slice(1);

const step = (at: unknown, key: string): unknown =>
  typeof at === "object" && at !== null && Object.hasOwn(at, key) ? at[key as keyof typeof at] : undefined;

/** Whether a disclosure opens the commitment at the place of the body that it names. */
export const opens = (body: object, disclosure: string): boolean => {
  const keys = keysTo(readDisclosure(disclosure)?.path ?? "");
  return (
    keys.length > 0 && JSON.stringify(keys.reduce(step, body)) === JSON.stringify({ _c: commitmentTo(disclosure) })
  );
};

/** A body as it was parsed, with these values in the places of their commitments; it is changed in place. */
export const withValues = <Body extends object>(body: Body, values: readonly Disclosed[]): Body => {
  for (const { path, value } of values) {
    const keys = keysTo(path);
    const last = keys.pop();
    const place = keys.reduce(step, body as unknown);
    if (last !== undefined && isCommitment(step(place, last))) (place as Record<string, unknown>)[last] = value;
  }
  return body;
};

export const isCommitment = (value: unknown): value is Commitment =>
  typeof value === "object" && value !== null && Object.keys(value).join() === "_c";

/** What stands in the place of a text: null where it is a commitment that nothing opened. */
export const textAt = (value: string | Commitment | null): string | null => (typeof value === "string" ? value : null);
