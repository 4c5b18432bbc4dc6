import type { Checkpoint } from "../../../verify/log/checkpoint.js";
import type { Believed } from "../../../verify/log/tlog-policy.js";
import { formatVkey } from "../../../verify/log/vkey.js";
import type { Findings } from "../findings.js";
import { isSignedBy, type PackStatement, type Signed } from "./dsse.js";
import { type Fact, said, textIn } from "./facts.js";
import type { Content } from "./pack-content.js";
import type { PackIndex } from "./pack-index.js";
import type { KeyRules } from "./pack-keys.js";

/** The statement must be signed by a key that the log announced for packs and that was not retired before. */
export const checkSignature = (found: Findings, signed: Signed, keys: KeyRules, indexed: bigint): void => {
  const key = keys.packKey(signed.keyid);
  if (key === undefined) found.add("DSSE_INVALID", "the statement is signed by a key that the log never announced");
  else if (!isSignedBy(signed, key.publicKey)) found.add("DSSE_INVALID", "the signature of the statement is wrong");
  else if (key.retired !== null && key.retired < indexed)
    found.add("DSSE_INVALID", "the statement is signed by a key that was retired before");
};

/** Of the keys that signed the checkpoint one at least must have been announced on the log's own stream. */
export const checkAnnounced = (found: Findings, { signatures }: Believed, keys: KeyRules): void => {
  const own = signatures.filter(({ key }) => key.type === 0x01);
  if (!own.some(({ key }) => keys.isAnnounced(formatVkey(key))))
    found.add("KEY_CHAIN_BROKEN", "no key that signed the checkpoint was announced on the log's own stream");
};

/** The statement must say of log and index what checkpoint and `index.json` say. */
export const checkStatement = (
  found: Findings,
  { log, index: told, counts, hardening }: PackStatement,
  { checkpoint, index, keys }: { checkpoint: Checkpoint; index: PackIndex; keys: KeyRules },
): void => {
  if ((keys.hardening() ?? hardening) !== hardening)
    found.add("STATEMENT_MISMATCH", "the statement names another hardening level than the log reported last");
  const root = Buffer.from(checkpoint.root).toString("hex");
  const isLog = [log.origin, log.size, log.root].join("\n") === [checkpoint.origin, checkpoint.size, root].join("\n");
  if (!isLog) found.add("STATEMENT_MISMATCH", "the statement names another log, size or root than the checkpoint");
  const isIndex =
    [told.commitIndex, told.size, told.root].join() === [index.commitIndex, index.size, index.root].join();
  const counted = JSON.stringify(index.keys.map(({ key, count }) => [key, String(count)]));
  if (!isIndex || counted !== JSON.stringify(Object.entries(counts)))
    found.add("STATEMENT_MISMATCH", "the statement names another index, or other counts, than index.json");
};

/** The keys that a pack of this version must have: of the version, its model, what it was made of, policies, the log. */
export const checkKeys = (
  found: Findings,
  index: PackIndex,
  of: { own: readonly Fact[]; content: Content | undefined; statement: PackStatement },
): boolean => {
  const { own, content, statement } = of;
  const things = new Set([`model_version:${statement.version.id}`]);
  if (content !== undefined) things.add(`registered_model:${content.modelId}`);
  for (const { act, outcome, subjects } of own)
    for (const { kind, id, role } of subjects) {
      const made = act === "createModelVersion" && outcome === "ALLOWED" && ["run", "loggedModel"].includes(role);
      if (made || (kind === "approval_policy" && role === "policy")) things.add(`${kind}:${id}`);
    }
  const wanted = new Set([
    ...[...things].flatMap((each) => [each, `stream:${each}`]),
    `log:${statement.log.id}`,
    ...own.flatMap(signedWith),
  ]);
  const has = new Set(index.keys.map(({ key }) => key));
  const missing = [...wanted].filter((key) => !has.has(key));
  for (const key of missing) found.add("INDEX_INCOMPLETE", `the pack does not have the key ${key}`);
  for (const key of has)
    if (!wanted.has(key) && content !== undefined)
      found.add("MALFORMED", `the key ${key} is none that a pack of this version has`);
  return missing.length === 0;
};

/** The key of a decision's signature by its signer's own key. */
const signedWith = ({ outcome, after }: Fact): string[] => {
  const { signingKey } = said(after.signature);
  return outcome === "ALLOWED" && typeof signingKey === "string" ? [`signing_key:${signingKey}`] : [];
};

/** What the version is, by name and number, where the statement is to be believed. */
export const identityOf = ({ version, log }: PackStatement) => ({
  model: version.model,
  version: version.number,
  modelVersionId: version.id,
  registeredModelId: version.modelId,
  digest: version.digest,
  log: textIn(log.id),
});

export type Identity = ReturnType<typeof identityOf>;
