import { MODEL_FILE } from "../../../artifacts/model-file-rules.js";
import { signaturesOf } from "../../../artifacts/model-files.store.js";
import type { ReadSignature } from "../../../artifacts/model-signature-rules.js";
import type { Reader } from "../../../db/sql.js";
import { type FrozenVersion, frozenVersion } from "../../../registry/frozen/frozen-versions.queries.js";
import type { Gate, SignatureGate } from "../gate.js";
import type { GateSubject } from "../gate-subject.js";
import { broken } from "./signature-compatible-rules.js";
import type { SignatureInputs, SignatureKnown } from "./signature-rules.js";

interface OfVersion {
  readonly sha256: string | null;
  /** Null: nobody has looked into it yet. */
  readonly read: ReadSignature | null;
}

/** The signatures of the version and of who holds the slot. */
export interface SignatureFacts {
  readonly candidate: OfVersion;
  readonly champion: OfVersion | null;
}

const modelFileOf = (record: FrozenVersion | undefined): string | null =>
  record?.content.artifacts.find(({ path }) => path === MODEL_FILE)?.sha256 ?? null;

/** Looks up what signature gates ask for, kept by the digests of the MLmodels: no file is read. */
export const readSignatures = async (
  db: Reader,
  { holder, version }: GateSubject,
  gates: readonly Gate[],
  record: FrozenVersion | undefined,
): Promise<SignatureFacts | null> => {
  const asked = gates.flatMap(({ signature }) => signature ?? []);
  if (asked.length === 0) return null;
  const compares = asked.some(({ mode }) => mode === "COMPATIBLE") && holder !== null && holder.id !== version.id;
  const mine = modelFileOf(record);
  const theirs = compares ? modelFileOf(await frozenVersion(db, holder.id)) : null;
  const found = await signaturesOf(
    db,
    [mine, theirs].filter((sha256) => sha256 !== null),
  );
  const of = (sha256: string | null): OfVersion => ({ sha256, read: (sha256 && found.get(sha256)) || null });
  return { candidate: of(mine), champion: compares ? of(theirs) : null };
};

const known = ({ sha256, read }: OfVersion): SignatureKnown => ({
  sha256,
  isRead: read !== null,
  inputs: read !== null && "inputs" in read ? read.inputs.length : 0,
  outputs: read !== null && "outputs" in read ? read.outputs.length : 0,
  problem: read !== null && "problem" in read ? read.problem : null,
});

const nothing: OfVersion = { sha256: null, read: null };

/** What a signature gate looks at, of those signatures. */
export const signatureInputs = (
  { mode }: SignatureGate,
  { version, holder }: GateSubject,
  facts: SignatureFacts | null,
): SignatureInputs => {
  const { candidate = nothing, champion = null } = facts ?? {};
  const of = { version: version.version, candidate: known(candidate) };
  if (mode === "PRESENT" || champion === null || holder === null) return { ...of, champion: null, broken: [] };
  const [mine, theirs] = [candidate.read, champion.read];
  const comparable = mine !== null && theirs !== null && "inputs" in mine && "inputs" in theirs;
  return {
    ...of,
    champion: { id: holder.id, version: holder.version, ...known(champion) },
    broken: comparable ? broken(theirs, mine) : [],
  };
};
