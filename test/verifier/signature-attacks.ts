import { createHash } from "node:crypto";
import { canonicalJson } from "../../verify/canonical-json.js";
import { fileKey } from "../support/ssh.js";
import type { Line, Loose, PackHand } from "./pack-hand.js";

/** The bodies of the entries that a signature is judged by. */
export interface SignedBodies {
  readonly reported: Loose;
  readonly begun: Loose;
  readonly registered: Loose;
  readonly confirmed: Loose;
  /** Rob's attempt to confirm his own key. */
  readonly attempted: Loose;
  readonly revoked: Loose;
  /** Rita's rejection, Rob's approval of the request that was withdrawn, and of the one that was applied; Rita's of that. */
  readonly rejected: Loose;
  readonly withdrawn: Loose;
  readonly rob: Loose;
  readonly rita: Loose;
}

/** Rob registered his key first, and it alone was revoked. */
export const bodiesOf = (hand: PackHand, bodyOf: (leaf: number) => Loose = read(hand)): SignedBodies => ({
  reported: bodyOf(hand.leaf("reportHardening")),
  begun: bodyOf(hand.leaf("beginSigningKey")),
  registered: bodyOf(hand.leaf("registerSigningKey")),
  confirmed: bodyOf(hand.leaf("confirmSigningKey", 0)),
  attempted: bodyOf(attemptIn(hand)),
  revoked: bodyOf(hand.leaf("revokeSigningKey")),
  rejected: bodyOf(hand.leaf("rejectTransition")),
  withdrawn: bodyOf(hand.leaf("approveTransition", 0)),
  rob: bodyOf(hand.leaf("approveTransition", 1)),
  rita: bodyOf(hand.leaf("approveTransition", 2)),
});

const attemptIn = (hand: PackHand): number =>
  [0, 1, 2]
    .map((n) => hand.leaf("confirmSigningKey", n))
    .find((leaf) => lineAt(hand, leaf).envelope.includes("DENIED")) ?? -1;

const lineAt = ({ lines }: PackHand, leaf: number): Line =>
  lines.find(({ leafIndex }) => leafIndex === String(leaf)) as Line;

const read =
  (hand: PackHand) =>
  (leaf: number): Loose =>
    JSON.parse(lineAt(hand, leaf).body ?? "");

type Read = readonly [salt: string, path: string, value: unknown];
const opened = (disclosure: string): Read => JSON.parse(Buffer.from(disclosure, "base64url").toString());

/** Changes the value at a path of an entry: its commitment in the body, and the disclosure that opens it. */
const reword = (hand: PackHand, leaf: number, body: Loose, path: string, value: unknown): void =>
  disclose(hand, leaf, body, path, (salt) => JSON.stringify(value === undefined ? [salt, path] : [salt, path, value]));

const disclose = (hand: PackHand, leaf: number, body: Loose, path: string, text: (salt: string) => string): void => {
  const line = lineAt(hand, leaf);
  line.disclosures = line.disclosures.map((each) => {
    const [salt, at] = opened(each);
    if (at !== path) return each;
    const made = Buffer.from(text(salt)).toString("base64url");
    const keys = path.split("/").slice(1);
    const last = keys.pop() as string;
    const place = keys.reduce((within, key) => within[key], body);
    place[last] = { _c: createHash("sha256").update(made).digest("base64url") };
    return made;
  });
};

const STATEMENT = "/after/signature/statement";
export const statementAt = (hand: PackHand, leaf: number): string =>
  opened(lineAt(hand, leaf).disclosures.find((each) => opened(each)[1] === STATEMENT) ?? "")[2] as string;

/** Writes the files of a decision's signature as its entry has them now. */
const refile = ({ files }: PackHand, { after }: Loose, statement: string): void => {
  const { ssh, webauthn } = after.signature;
  if (ssh !== undefined) files.set(`signatures/${after.decision}.sig`, Buffer.from(ssh));
  if (webauthn !== undefined)
    files.set(`signatures/${after.decision}.webauthn.json`, Buffer.from(canonicalJson(webauthn)));
  files.set(`signatures/${after.decision}.statement`, Buffer.from(statement));
};

/** Gives a decision another signature, over a statement of one's own. */
export const resign = (hand: PackHand, leaf: number, body: Loose, signature: Loose, statement: string): void => {
  Object.assign(body.after.signature, signature, {
    digest: createHash("sha256").update(statement).digest("hex"),
    statement: body.after.signature.statement,
  });
  reword(hand, leaf, body, STATEMENT, statement);
  refile(hand, body, statement);
};

/** Rob's decision on the request that was applied. */
const robAt = (hand: PackHand): number => hand.leaf("approveTransition", 1);
const ritaAt = (hand: PackHand): number => hand.leaf("approveTransition", 2);
const unsatisfied = (leaf: number): string => `POLICY_UNSATISFIED ${leaf}`;
const moved = (hand: PackHand): string => unsatisfied(hand.leaf("applyTransition"));
const both = (code: string) => (hand: PackHand) => [
  `${code} ${hand.leaf("approveTransition", 0)}`,
  `${code} ${robAt(hand)}`,
  moved(hand),
];
const robInvalid = (hand: PackHand): string[] => [`SIGNATURE_INVALID ${robAt(hand)}`, moved(hand)];
const LIST = "PROOF_MISMATCH";

/** A signature of a key that nobody registered, over the statement with that key's fingerprint. */
const inventedSignature = (hand: PackHand, body: Loose): { signature: Loose; statement: string } => {
  const key = fileKey();
  const told = JSON.parse(statementAt(hand, robAt(hand)));
  const blob = Buffer.from(key.sign("", "x").split("\n").slice(1, -2).join(""), "base64").subarray(14, 14 + 51);
  const fingerprint = `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
  const statement = canonicalJson({ ...told, key: fingerprint });
  const line = `ssh-ed25519 ${blob.toString("base64")}`;
  const ssh = key.sign(statement, "countersign-approval");
  return { signature: { ...body.after.signature, key: line, fingerprint, ssh }, statement };
};

/** One change each by whoever has the log's key, and what is found where, by the registry's and a list of one's own. */
export const forgeries: readonly [
  what: string,
  change: (bodies: SignedBodies, hand: PackHand) => void,
  places: (hand: PackHand) => readonly string[],
][] = [
  [
    "a signature replayed on a request of equal content",
    ({ rob, withdrawn }, hand) =>
      resign(hand, robAt(hand), rob, withdrawn.after.signature, statementAt(hand, hand.leaf("approveTransition", 0))),
    robInvalid,
  ],
  [
    "two signatures exchanged between requests of equal content",
    ({ rob, withdrawn }, hand) => {
      const first = hand.leaf("approveTransition", 0);
      const [theirs, own] = [{ ...withdrawn.after.signature }, { ...rob.after.signature }];
      const [old, next] = [statementAt(hand, first), statementAt(hand, robAt(hand))];
      resign(hand, robAt(hand), rob, theirs, old);
      resign(hand, first, withdrawn, own, next);
    },
    (hand) => [`SIGNATURE_INVALID ${hand.leaf("approveTransition", 0)}`, ...robInvalid(hand)],
  ],
  [
    "the verdict changed under it",
    ({ rejected }) => Object.assign(rejected.after, { verdict: "APPROVE", state: "PENDING" }),
    (hand) => [`SIGNATURE_INVALID ${hand.leaf("rejectTransition")}`],
  ],
  ["the meaning changed under it", ({ rob }) => (rob.after.meaning = "REVIEW"), robInvalid],
  [
    "the comment changed under it",
    ({ rob }, hand) => reword(hand, robAt(hand), rob, "/reason", "it is bad"),
    robInvalid,
  ],
  [
    "the printed name changed under it",
    ({ rob }, hand) => reword(hand, robAt(hand), rob, "/actor/name", "The ceo"),
    robInvalid,
  ],
  [
    "the text changed, and the digest with it",
    ({ rob }, hand) =>
      resign(hand, robAt(hand), rob, rob.after.signature, statementAt(hand, robAt(hand)).replace("good", "fine")),
    robInvalid,
  ],
  ["the digest changed", ({ rob }) => (rob.after.signature.digest = "0".repeat(64)), robInvalid],
  [
    "the signature of another namespace",
    ({ rob, registered }, hand) =>
      resign(
        hand,
        robAt(hand),
        rob,
        { ...rob.after.signature, ssh: registered.after.proof },
        statementAt(hand, robAt(hand)),
      ),
    robInvalid,
  ],
  [
    "a signature that is none",
    ({ rob }, hand) =>
      resign(hand, robAt(hand), rob, { ...rob.after.signature, ssh: "none" }, statementAt(hand, robAt(hand))),
    robInvalid,
  ],
  [
    "a key that nobody registered",
    ({ rob }, hand) => {
      const { signature, statement } = inventedSignature(hand, rob);
      resign(hand, robAt(hand), rob, signature, statement);
    },
    robInvalid,
  ],
  [
    "a key that the registry invented, registered and confirmed",
    ({ begun, registered, confirmed, revoked, rob, withdrawn }, hand) => {
      const first = hand.leaf("approveTransition", 0);
      const key = fileKey();
      const proof = key.sign(begun.after.challenge, "countersign-key");
      const blob = Buffer.from(proof.split("\n").slice(1, -2).join(""), "base64").subarray(14, 14 + 51);
      const fingerprint = `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
      const publicKey = `ssh-ed25519 ${blob.toString("base64")}`;
      const old = registered.after.publicKey;
      Object.assign(registered.after, { publicKey, fingerprint, proof });
      confirmed.after.fingerprint = fingerprint;
      revoked.after.fingerprint = fingerprint;
      hand.text("signatures/allowed_signers", (text) => text.replace(old, publicKey));
      for (const [leaf, body] of [
        [first, withdrawn],
        [robAt(hand), rob],
      ]) {
        const statement = canonicalJson({ ...JSON.parse(statementAt(hand, leaf)), key: fingerprint });
        const ssh = key.sign(statement, "countersign-approval");
        resign(hand, leaf, body, { ...body.after.signature, key: publicKey, fingerprint, ssh }, statement);
      }
    },
    both("SIGNER_UNKNOWN"),
  ],
  [
    "the key was never confirmed",
    ({ confirmed }) => (confirmed.outcome = "DENIED"),
    (hand) => [LIST, ...both("SIGNER_UNKNOWN")(hand)],
  ],
  ["its owner confirmed it", ({ confirmed, rob }) => (confirmed.actor.id = rob.actor.id), both("SIGNER_UNKNOWN")],
  ["who confirmed it was no administrator", ({ confirmed }) => (confirmed.actor.roles = []), both("SIGNER_UNKNOWN")],
  [
    "who confirmed it had minted the token of its registration",
    ({ confirmed, registered }) => registered.actor.auth.mintedBy.push(confirmed.actor.id),
    both("SIGNER_UNKNOWN"),
  ],
  ["the key answered another challenge", ({ begun }) => (begun.after.challenge = "{}"), both("SIGNER_UNKNOWN")],
  [
    "the key was revoked before",
    ({ attempted, revoked }) =>
      Object.assign(attempted, { action: "revokeSigningKey", outcome: "ALLOWED", after: revoked.after }),
    both("KEY_REVOKED"),
  ],
  [
    "another key signed than the decision's entry names",
    ({ rob, rita }) => (rob.after.signature.key = rita.after.signature.key),
    robInvalid,
  ],
  [
    "the entry says that the device verified its user",
    ({ rob }) => (rob.after.signature.userVerified = true),
    (hand) => [`USER_NOT_VERIFIED ${robAt(hand)}`, moved(hand)],
  ],
  [
    "the policy's signature is missing",
    ({ rob }, hand) => unsign(hand, robAt(hand), rob),
    (hand) => [unsatisfied(robAt(hand)), moved(hand)],
  ],
  [
    "a rejection lacks the signature that the policy wants",
    ({ rejected }, hand) => unsign(hand, hand.leaf("rejectTransition"), rejected),
    (hand) => [unsatisfied(hand.leaf("rejectTransition"))],
  ],
  [
    "so does an approval of a request that came to nothing",
    ({ withdrawn }, hand) => unsign(hand, hand.leaf("approveTransition", 0), withdrawn),
    (hand) => [unsatisfied(hand.leaf("approveTransition", 0))],
  ],
  ["a key of no name, in an attempt", ({ attempted }) => (attempted.after = { signingKey: [] }), () => []],
  [
    "the end of a key of packs that has no name",
    ({ reported }) => Object.assign(reported, { action: "retirePackKey", after: { keyid: [] } }),
    () => [],
  ],
  [
    "a disclosure of nothing",
    ({ rob }, hand) => reword(hand, robAt(hand), rob, "/reason", undefined),
    (hand) => [`DISCLOSURE_MISMATCH ${robAt(hand)}`],
  ],
  [
    "a disclosure without a bottom",
    ({ rob }, hand) => disclose(hand, robAt(hand), rob, "/reason", () => "[".repeat(100_000) + "]".repeat(100_000)),
    (hand) => [`DISCLOSURE_MISMATCH ${robAt(hand)}`],
  ],
  ["another hardening level", ({ reported }) => reported.after.level++, () => ["STATEMENT_MISMATCH"]],
  [
    "another person decided than signed",
    ({ rita, rob }) => (rita.actor.id = `${rob.actor.id.slice(0, -1)}0`),
    (hand) => [`SIGNATURE_INVALID ${ritaAt(hand)}`, `SIGNER_UNKNOWN ${ritaAt(hand)}`, moved(hand)],
  ],
];

/** Takes a decision's signature away, as if there had been none. */
export const unsign = (hand: PackHand, leaf: number, body: Loose): void => {
  const line = lineAt(hand, leaf);
  line.disclosures = line.disclosures.filter((each) => opened(each)[1] !== STATEMENT);
  for (const end of ["sig", "webauthn.json", "statement"])
    hand.files.delete(`signatures/${body.after.decision}.${end}`);
  delete body.after.signature;
};
