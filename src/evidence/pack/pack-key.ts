import { createHash, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { readPrivateKey, writePrivateFile } from "../../db/private-file.js";

/** The key that signs packs. */
export interface PackKey {
  /** SHA-256 of the public key's 32 bytes. */
  readonly keyid: string;
  /** The 32 bytes in base64. */
  readonly publicKey: string;
  sign(message: Buffer): Buffer;
}

/** The key of a file (PKCS#8 PEM), which is made (0600) where it is not there. */
export const keptPackKey = (file: string): PackKey => {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o750 });
    const { privateKey } = generateKeyPairSync("ed25519");
    writePrivateFile(file, privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  }
  const privateKey = readPrivateKey(file);
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const bytes = Buffer.from(x, "base64url");
  return {
    keyid: createHash("sha256").update(bytes).digest("hex"),
    publicKey: bytes.toString("base64"),
    sign: (message) => sign(null, message, privateKey),
  };
};

const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/** What a signature of DSSE is over: type and payload, each behind its length in bytes. */
export const preAuthentication = (payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload]);

/** A statement in its signed envelope (https://github.com/secure-systems-lab/dsse), as canonical JSON. */
export const signedStatement = (statement: Json, key: PackKey): string => {
  const payload = Buffer.from(canonicalJson(statement));
  return canonicalJson({
    payload: payload.toString("base64"),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ keyid: key.keyid, sig: key.sign(preAuthentication(payload)).toString("base64") }],
  });
};
