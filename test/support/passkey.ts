import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What an authenticator is made to say otherwise than it should. */
export interface Lie {
  readonly type?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly rpId?: string;
  /** 1: present, 4: its user verified, 64: a key comes with it. */
  readonly flags?: number;
  readonly counter?: number;
  /** Puts bytes that are no UTF-8 into what the browser says. */
  readonly garbled?: boolean;
  /** Changes the signature's bytes. */
  readonly spoil?: (signature: Buffer) => Buffer;
  /** The attestation's format and statement, in CBOR. */
  readonly attestation?: { readonly fmt: string; readonly statement: Buffer };
  readonly cose?: Buffer;
  readonly id?: string;
}

/** JSON as `PublicKeyCredential.toJSON()` has it. */
export interface Credential {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: { readonly [field: string]: string };
}

/** A passkey's device and its browser, by node:crypto. */
export interface TestPasskey {
  readonly id: string;
  create(options: { challenge: string; rp: { id: string } }, lie?: Lie): Credential;
  get(options: { challenge: string; rpId: string }, lie?: Lie): Credential;
}

const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();
const json = (value: object, garbled = false): string => {
  const text = Buffer.from(JSON.stringify(garbled ? { ...value, more: "?" } : value));
  if (garbled) text[text.length - 3] = 0xff;
  return text.toString("base64url");
};

const head = (major: number, length: number): Buffer =>
  length < 24
    ? Buffer.from([(major << 5) | length])
    : length < 256
      ? Buffer.from([(major << 5) | 24, length])
      : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);

/** CBOR of text, bytes and maps: as much as attestations need. */
export const cbor = {
  text: (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]),
  bytes: (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value]),
  map: (...items: readonly Buffer[]): Buffer => Buffer.concat([head(5, items.length / 2), ...items]),
};

const coordinates = (publicKey: KeyObject): Buffer[] => {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return [x, y].map((part) => Buffer.from(part, "base64url"));
};

const [ES256, Y, ED25519] = ["a5010203262001215820", "225820", "a4010103272006215820"].map((part) =>
  Buffer.from(part, "hex"),
) as [Buffer, Buffer, Buffer];

const keys = {
  ES256: () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const [x, y] = coordinates(publicKey) as [Buffer, Buffer];
    return { cose: Buffer.concat([ES256, x, Y, y]), sign: (data: Buffer) => sign("sha256", data, privateKey) };
  },
  EdDSA: () => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const [x] = coordinates(publicKey) as [Buffer];
    return { cose: Buffer.concat([ED25519, x]), sign: (data: Buffer) => sign(null, data, privateKey) };
  },
};

/** A passkey that counts its signatures, made and used on pages of one origin. */
export const testPasskey = (kind: keyof typeof keys = "ES256", origin = "http://localhost:4000"): TestPasskey => {
  const id = randomBytes(32);
  const key = keys[kind]();
  let signed = 0;
  const told = (type: string, challenge: string, lie: Lie): string =>
    json(
      {
        type: lie.type ?? type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? origin,
        crossOrigin: lie.crossOrigin ?? false,
      },
      lie.garbled,
    );
  const about = (rpId: string, flags: number, lie: Lie): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lie.counter ?? signed);
    return Buffer.concat([sha256(lie.rpId ?? rpId), Buffer.from([lie.flags ?? flags]), counter]);
  };
  const credential = (lie: Lie, response: Credential["response"]): Credential => {
    const named = lie.id ?? id.toString("base64url");
    return { id: named, rawId: named, type: "public-key", response };
  };
  return {
    id: id.toString("base64url"),
    create: ({ challenge, rp }, lie = {}) => {
      const length = Buffer.from([0, id.length]);
      const data = Buffer.concat([about(rp.id, 69, lie), Buffer.alloc(16), length, id, lie.cose ?? key.cose]);
      const { fmt, statement } = lie.attestation ?? { fmt: "none", statement: cbor.map() };
      const object = cbor.map(
        cbor.text("fmt"),
        cbor.text(fmt),
        cbor.text("attStmt"),
        statement,
        cbor.text("authData"),
        cbor.bytes(data),
      );
      const clientDataJSON = told("webauthn.create", challenge, lie);
      return credential(lie, { clientDataJSON, attestationObject: object.toString("base64url") });
    },
    get: ({ challenge, rpId }, lie = {}) => {
      signed++;
      const data = about(rpId, 5, lie);
      const clientDataJSON = told("webauthn.get", challenge, lie);
      const bytes = key.sign(Buffer.concat([data, sha256(Buffer.from(clientDataJSON, "base64url"))]));
      return credential(lie, {
        clientDataJSON,
        authenticatorData: data.toString("base64url"),
        signature: (lie.spoil?.(bytes) ?? bytes).toString("base64url"),
      });
    },
  };
};
