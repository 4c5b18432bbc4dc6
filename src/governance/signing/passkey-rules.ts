import { createHash } from "node:crypto";
import { z } from "zod";
import type { Json } from "../../../verify/canonical-json.js";
import type { Party } from "./relying-party.js";

/** Why a passkey's answer does not count: the end of a sentence. */
export interface PasskeyFault {
  readonly fault: string;
}

const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** What the browser must have told the passkey. */
export interface Expected {
  readonly type: "webauthn.create" | "webauthn.get";
  /** In base64url. */
  readonly challenge: string;
  readonly party: Party;
}

const bytes = (max: number) => {
  const says = `base64url without padding, at most ${max.toLocaleString("en-US")} characters.`;
  return z
    .string({ error: says })
    .max(max, { error: says })
    .refine((text) => text !== "" && Buffer.from(text, "base64url").toString("base64url") === text, { error: says });
};

/** GraphQL hands over any JSON object; this says what is in it. */
const asJson = <Schema extends z.ZodType>(schema: Schema) =>
  schema as unknown as z.ZodType<z.output<Schema>, { [key: string]: Json }>;

const credential = { id: bytes(1_400), type: z.literal("public-key", { error: "public-key." }) };

/** What `PublicKeyCredential.toJSON()` says of a new passkey, as far as it is used. */
export const attestedInput = asJson(
  z.object({
    ...credential,
    response: z.object({ clientDataJSON: bytes(4_000), attestationObject: bytes(4_000) }),
  }),
);

export type AttestedPasskey = z.output<typeof attestedInput>;

/** What it says of a passkey that has signed. */
export const assertedInput = asJson(
  z.object({
    ...credential,
    response: z.object({ clientDataJSON: bytes(4_000), authenticatorData: bytes(2_000), signature: bytes(400) }),
  }),
);

export type AssertedPasskey = z.output<typeof assertedInput>;

/** The challenge of a text that a passkey signs: the SHA-256 of it. */
export const challengeOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** As strict verifiers read it: what is no UTF-8 is no JSON. */
const readJson = (base64url: string): unknown => {
  try {
    const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return JSON.parse(utf8.decode(Buffer.from(base64url, "base64url")));
  } catch {
    return undefined;
  }
};

/** What the browser told the passkey: the page's origin, or why this is not what it was asked for. */
export const readClientData = (
  base64url: string,
  { type, challenge, party }: Expected,
): { readonly origin: string } | PasskeyFault => {
  const { data: told } = clientData.safeParse(readJson(base64url));
  if (told === undefined) return { fault: "its clientDataJSON is none" };
  if (told.type !== type) return { fault: `it answers a call of another kind than ${type}` };
  if (told.challenge !== challenge) return { fault: "it answers another challenge than the one that was given out" };
  if (told.crossOrigin === true) return { fault: "it was made in a frame of another site" };
  if (!party.isOrigin(told.origin))
    return { fault: `it was made on a page of ${told.origin.slice(0, 200)}, and the registry is at ${party.address}` };
  return { origin: told.origin };
};

/** Whether a device's count of signatures goes on from the last one; most passkeys always say 0. */
export const countsOn = (last: number, now: number): boolean => (last === 0 && now === 0) || now > last;
