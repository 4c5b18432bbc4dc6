import type { Line, PackHand } from "./pack-hand.js";

/** One change of a pack each, and what is found where, by whoever did not make the seal anew. */
export const unsealed: readonly [
  what: string,
  change: (hand: PackHand) => void,
  places: readonly string[],
  exit: number,
][] = [
  ["the report", (hand) => hand.text("report.html", (text) => `${text}<p>approved`), ["MANIFEST_MISMATCH"], 1],
  [
    "a file more",
    ({ files }) => files.set("signatures/one", Buffer.from("x")),
    ["MANIFEST_MISMATCH", "PROOF_MISMATCH"],
    1,
  ],
  [
    "a file that no pack has",
    ({ files }) => files.set("run.sh", Buffer.from("x")),
    ["MALFORMED", "MANIFEST_MISMATCH"],
    1,
  ],
  ["no report", ({ files }) => files.delete("report.html"), ["MISSING"], 2],
  ["no entries", (hand) => (hand.lines = []), ["MANIFEST_MISMATCH"], 1],
  [
    "the manifest",
    (hand) => hand.json("manifest.json", ({ files }) => (files["report.html"].size += 1)),
    ["MANIFEST_MISMATCH", "MANIFEST_MISMATCH"],
    1,
  ],
  [
    "the statement",
    (hand) =>
      hand.json("statement.dsse.json", (dsse) => {
        const text = Buffer.from(dsse.payload, "base64").toString().replace('"level":2', '"level":3');
        dsse.payload = Buffer.from(text).toString("base64");
      }),
    ["DSSE_INVALID"],
    1,
  ],
  ["a checkpoint's line break", (hand) => hand.text("checkpoint", (note) => note.trimEnd()), ["MALFORMED"], 3],
  [
    "an index that is none",
    (hand) => hand.text("index.json", (text) => text.replace('"v":1', '"v":2')),
    ["MALFORMED"],
    3,
  ],
];

const anotherLetter = (text: string): string => text.replace(/^./, (letter) => (letter === "A" ? "B" : "A"));

/** Of the reviewer's signature; before it, whoever made the version was refused theirs. */
export const signing = (hand: PackHand): number => hand.leaf("approveTransition", 1);

const nextSigning = (hand: PackHand): number => hand.leaf("approveTransition", 2);

/** What is found beside the foreign seal, as a function of the pack. */
type Places = (hand: PackHand) => readonly string[];

/** One change each by somebody who makes manifest and statement anew, with a key of their own. */
export const sealed: readonly [what: string, change: (hand: PackHand) => void, places: Places][] = [
  ["nothing but the seal", () => undefined, () => []],
  [
    "a body's last letter",
    (hand) => hand.line(signing(hand), (line) => (line.body += " ")),
    (hand) => [`BODY_HASH_MISMATCH ${signing(hand)}`],
  ],
  [
    "a body is gone",
    (hand) => hand.line(signing(hand), (line) => (line.body = null)),
    (hand) => [`MISSING ${signing(hand)}`],
  ],
  [
    "who signed, in the envelope",
    (hand) =>
      hand.line(signing(hand), (line) => (line.envelope = line.envelope.replace('"actor":"usr_', '"actor":"usr_x'))),
    (hand) => [
      `ENVELOPE_MISMATCH ${signing(hand)}`,
      `LEAF_MISMATCH ${signing(hand)}`,
      `PREV_MISMATCH ${nextSigning(hand)}`,
    ],
  ],
  [
    "a link is gone",
    (hand) => hand.line(signing(hand), ({ links }) => links.pop()),
    (hand) => [`LINKS_MISMATCH ${signing(hand)}`],
  ],
  [
    "a link of another kind",
    (hand) => hand.line(signing(hand), ({ links }) => ((links[0] as [string, string, string])[0] = "run")),
    (hand) => [`LINKS_MISMATCH ${signing(hand)}`],
  ],
  [
    "a disclosure moved to another entry",
    (hand) =>
      hand.line(signing(hand), (line) => line.disclosures.push(disclosuresOf(hand, "createModelVersion").at(-1) ?? "")),
    (hand) => [`DISCLOSURE_MISMATCH ${signing(hand)}`],
  ],
  [
    "a printed name",
    (hand) =>
      hand.line(signing(hand), (line) => {
        line.disclosures = line.disclosures.map((each) => {
          const text = Buffer.from(each, "base64url").toString();
          return Buffer.from(text.replace("The rob", "The ceo")).toString("base64url");
        });
      }),
    (hand) => [`DISCLOSURE_MISMATCH ${signing(hand)}`],
  ],
  [
    "an entry is left out",
    (hand) => hand.drop(signing(hand)),
    (hand) => [`HIDDEN_ENTRY ${signing(hand)}`, `STREAM_GAP ${nextSigning(hand)}`],
  ],
  ["a refused attempt is left out, and its leaf", (hand) => leaveOut(hand, deniedIn(hand)), () => ["HIDDEN_ENTRY"]],
  [
    "a leaf's proof",
    (hand) => hand.line(signing(hand), ({ proof }) => (proof[0] = anotherLetter(proof[0] ?? ""))),
    (hand) => [`LEAF_MISMATCH ${signing(hand)}`, `PROOF_MISMATCH ${signing(hand)}`],
  ],
  [
    "a proof's file",
    ({ files, ...hand }) =>
      files.set(`proofs/${signing(hand as PackHand)}.tlog-proof`, Buffer.from("c2sp.org/tlog-proof@v1\n")),
    (hand) => [`PROOF_MISMATCH ${signing(hand)}`],
  ],
  [
    "an item dropped from a bucket",
    (hand) => hand.json("index.json", ({ keys }) => keys[0].items.pop()),
    () => ["INDEX_MISMATCH"],
  ],
  [
    "a count lowered",
    (hand) => {
      hand.json("index.json", ({ keys }) => (keys[0].count = String(Number(keys[0].count) - 1)));
      hand.json("index.json", ({ keys }) => (hand.statement.predicate.counts[keys[0].key] = keys[0].count));
    },
    () => ["INDEX_MISMATCH"],
  ],
  [
    "a key left out",
    (hand) => {
      const key = `stream:model_version:${hand.statement.predicate.version.id}`;
      hand.json("index.json", (index) => (index.keys = index.keys.filter((each: { key: string }) => each.key !== key)));
      delete hand.statement.predicate.counts[key];
    },
    () => ["INDEX_INCOMPLETE"],
  ],
  [
    "the frozen content",
    (hand) => hand.text("content.json", (text) => text.replace("0.91", "0.99")),
    () => ["CONTENT_MISMATCH"],
  ],
  [
    "a subject of the statement",
    ({ statement }) => (statement.subject[1].digest.sha256 = "0".repeat(64)),
    () => ["STATEMENT_MISMATCH"],
  ],
  ["the model's name", ({ statement }) => (statement.predicate.version.model = "fraud"), () => ["STATEMENT_MISMATCH"]],
  ["the log's size", ({ statement }) => (statement.predicate.log.size += "0"), () => ["STATEMENT_MISMATCH"]],
  [
    "what was asked for",
    (hand) => hand.text(nameIn(hand, "statements/"), (text) => text.replace('"to":"Production"', '"to":"Staging"')),
    (hand) => [`REQUEST_MISMATCH ${hand.leaf("requestTransition")}`],
  ],
  [
    "a policy's text",
    (hand) => hand.text(nameIn(hand, "policies/"), (text) => text.replace('"count":1', '"count":0')),
    (hand) => [`POLICY_TEXT_MISMATCH ${hand.leaf("requestTransition")}`],
  ],
  [
    "a policy's text is gone",
    (hand) => void hand.files.delete(nameIn(hand, "policies/")),
    (hand) => [`MISSING ${hand.leaf("requestTransition")}`],
  ],
  ["a policy's text more", ({ files }) => files.set("policies/pol_1.1.json", Buffer.from("{}")), () => ["MALFORMED"]],
  ["keys.json", (hand) => hand.json("keys.json", ({ log }) => (log[0].added = "1")), () => ["KEY_CHAIN_BROKEN"]],
  ["policy.txt", (hand) => void hand.files.set("policy.txt", Buffer.from(anotherLog)), () => []],
];

// a key that signed nothing of this log
export const anotherLog = "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\nquorum none\n";

const nameIn = ({ files }: PackHand, folder: string): string =>
  [...files.keys()].find((name) => name.startsWith(folder)) ?? "";

const disclosuresOf = (hand: PackHand, act: string): string[] =>
  (hand.lines.find(({ leafIndex }) => leafIndex === String(hand.leaf(act))) as Line).disclosures;

const deniedIn = ({ lines }: PackHand): number =>
  Number(lines.find(({ envelope }) => envelope.includes('"out":"DENIED"'))?.leafIndex);

/** Takes an entry out, and its leaf out of the index, with counts to fit. */
const leaveOut = (hand: PackHand, leaf: number): void => {
  hand.drop(leaf);
  hand.json("index.json", ({ keys }) => {
    for (const each of keys) {
      each.leaves = each.leaves.filter((own: string) => own !== String(leaf));
      each.count = String(each.leaves.length);
      hand.statement.predicate.counts[each.key] = each.count;
    }
  });
};
