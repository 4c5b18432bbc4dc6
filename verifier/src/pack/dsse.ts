import { createPublicKey, verify } from "node:crypto";
import { fromBase64 } from "../../../verify/log/bytes.js";
import type { Said } from "./facts.js";
import { bytesIn, canonicalIn, each, exactly, isHex, isText, sizeIn } from "./shapes.js";

const TYPE = "application/vnd.in-toto+json";

/** What the statement of a pack says, and what signed it. */
export interface Signed {
  readonly payload: Buffer;
  readonly keyid: string;
  readonly signature: Buffer;
  readonly statement: PackStatement;
}

export interface PackStatement {
  readonly card: { readonly file: string; readonly path: string; readonly sha256: string } | null;
  readonly counts: Said;
  readonly disclosed: readonly string[];
  /** The registry's own word. */
  readonly hardening: number | null;
  readonly index: { readonly commitIndex: bigint; readonly root: string; readonly size: bigint };
  readonly log: { readonly id: string; readonly origin: string; readonly root: string; readonly size: bigint };
  readonly manifest: string;
  readonly version: {
    readonly digest: string;
    readonly id: string;
    readonly model: string;
    readonly modelId: string;
    readonly number: number;
  };
  readonly subjects: readonly { readonly name: string; readonly sha256: string }[];
}

export const readSigned = (text: string): Signed | undefined => {
  const envelope = exactly(canonicalIn(text), "payload", "payloadType", "signatures");
  const signatures = each(envelope?.signatures, (one) => exactly(one, "keyid", "sig"));
  const [keyid, signature] = [signatures?.[0]?.keyid, bytesIn(64)(signatures?.[0]?.sig)];
  const payload = isText(envelope?.payload) ? fromBase64(envelope.payload) : undefined;
  if (envelope?.payloadType !== TYPE || signatures?.length !== 1 || !isHex(keyid) || !signature || !payload)
    return undefined;
  const statement = readStatement(payload.toString("utf8"));
  return statement && { payload, keyid, signature, statement };
};

/** Whether the key signed it (https://github.com/secure-systems-lab/dsse). */
export const isSignedBy = ({ payload, signature }: Signed, publicKey: Buffer): boolean => {
  const x = publicKey.toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const head = Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `);
  return verify(null, Buffer.concat([head, payload]), key, signature);
};

const readStatement = (text: string): PackStatement | undefined => {
  const all = exactly(canonicalIn(text), "_type", "predicate", "predicateType", "subject");
  const parts = ["card", "counts", "disclosed", "hardening", "index", "log", "manifest", "version"] as const;
  const predicate = exactly(all?.predicate, ...parts);
  const types = [all?._type, all?.predicateType].join();
  if (predicate === undefined || types !== "https://in-toto.io/Statement/v1,urn:x-countersign:evidence:v1")
    return undefined;
  const [index, log] = [indexIn(predicate.index), logIn(predicate.log)];
  const [card, version] = [cardIn(predicate.card), versionIn(predicate.version)];
  const [subjects, counts] = [each(all?.subject, subjectIn), countsIn(predicate.counts)];
  const level = exactly(predicate.hardening, "level")?.level;
  const disclosed = disclosedIn(predicate.disclosed);
  const hardening = level === null || [0, 1, 2, 3].includes(level as number) ? (level as number | null) : undefined;
  if (!index || !log || card === undefined || !version || !subjects || !counts || !disclosed) return undefined;
  if (hardening === undefined || !isHex(predicate.manifest)) return undefined;
  return { card, counts, disclosed, hardening, index, log, manifest: predicate.manifest, version, subjects };
};

const indexIn = (value: unknown): PackStatement["index"] | undefined => {
  const { commitIndex, root, size } = exactly(value, "commitIndex", "root", "size") ?? {};
  const [leaf, leaves] = [sizeIn(commitIndex), sizeIn(size)];
  return leaf === undefined || leaves === undefined || !isHex(root)
    ? undefined
    : { commitIndex: leaf, root, size: leaves };
};

const logIn = (value: unknown): PackStatement["log"] | undefined => {
  const { id, origin, root, size } = exactly(value, "id", "origin", "root", "size") ?? {};
  const leaves = sizeIn(size);
  return leaves === undefined || !isText(id) || !isText(origin) || !isHex(root)
    ? undefined
    : { id, origin, root, size: leaves };
};

const versionIn = (value: unknown): PackStatement["version"] | undefined => {
  const all = exactly(value, "digest", "id", "model", "modelId", "number");
  const { digest, id, model, modelId, number } = all ?? {};
  const isVersion = isHex(digest) && isText(id) && isText(model) && isText(modelId) && Number.isSafeInteger(number);
  return isVersion ? { digest, id, model, modelId, number: number as number } : undefined;
};

const cardIn = (value: unknown): PackStatement["card"] | undefined => {
  if (value === null) return null;
  const { file, path, sha256 } = exactly(value, "file", "path", "sha256") ?? {};
  return isText(file) && isText(path) && isHex(sha256) ? { file, path, sha256 } : undefined;
};

const subjectIn = (value: unknown): PackStatement["subjects"][number] | undefined => {
  const { digest, name } = exactly(value, "digest", "name") ?? {};
  const { sha256 } = exactly(digest, "sha256") ?? {};
  return isText(name) && isHex(sha256) ? { name, sha256 } : undefined;
};

const countsIn = (value: unknown): Said | undefined => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.values(value).every((count) => sizeIn(count) !== undefined) ? (value as Said) : undefined;
};

const disclosedIn = (value: unknown): string[] | undefined => {
  const all = each(value, (one) => (isText(one) ? one : undefined));
  const known = ["NAME", "NETWORK", "TEXT"].filter((category) => all?.includes(category));
  return all !== undefined && known.join() === all.join() ? all : undefined;
};
