import { toBase64 } from "../../../verify/log/bytes.js";
import { NoteError, openNote, type SignatureLine } from "../../../verify/log/note.js";
import type { PolicyWitness } from "../../../verify/log/tlog-policy.js";
import { formatVkey } from "../../../verify/log/vkey.js";
import { growthOf } from "../folder-proofs.js";
import type { LogFolder } from "../tile-files.js";
import { type KeeperFacts, KeeperFault, type Signed } from "./keeper.js";
import { type Answer, post, wordsOf } from "./post.js";
import type { Told } from "./tell-keepers.js";

export interface WitnessOptions {
  readonly folder: LogFolder;
  /** Leaves that it has confirmed, as far as is known here. */
  readonly confirmed: bigint;
}

/** A witness answers a few lines. */
const MOST_BYTES = 16_384;
/** Sizes that a witness may name before it confirms: others may tell it of the log meanwhile. */
const TRIES = 4;

export const witnessFacts = ({ name, key, url }: PolicyWitness): KeeperFacts => ({
  kind: "witness",
  target: url ?? "",
  name,
  vkey: formatVkey(key),
  isWeak: false,
});

/** A witness (https://c2sp.org/tlog-witness): it signs a checkpoint once it has seen that it goes on from the one before. */
export const toldWitness = (witness: PolicyWitness, { folder, confirmed }: WitnessOptions): Told => {
  const keeper = witnessFacts(witness);
  let old = confirmed;
  const ask = async (signed: Signed): Promise<Answer> => {
    const { proof } = await growthOf(folder, old, signed);
    const lines = [`old ${old}`, ...proof.map(toBase64), ""].map((line) => `${line}\n`).join("");
    return post(`${keeper.target.replace(/\/$/, "")}/add-checkpoint`, {
      body: `${lines}${signed.note}`,
      type: "text/plain; charset=utf-8",
      most: MOST_BYTES,
    });
  };
  return {
    keeper,
    everyMs: 0,
    tell: async (signed) => {
      if (old > signed.size) old = 0n;
      for (let tries = 0; tries < TRIES; tries++) {
        const answer = await ask(signed);
        if (answer.status === 200) {
          old = signed.size;
          const cosignatures = cosignaturesIn(answer.body.toString("utf8"), signed, witness);
          return { keeper, state: "CONFIRMED", detail: null, confirmed: signed, receipt: null, cosignatures };
        }
        const known = sizeAfter(answer, { old, signed });
        if (known > signed.size) throw againstIt(`has a checkpoint of ${known} leaves, beyond ours of ${signed.size}`);
        old = known;
      }
      throw new KeeperFault("REFUSED", `it named another size ${TRIES} times`);
    },
  };
};

const againstIt = (what: string): KeeperFault =>
  new KeeperFault("CONFLICT", `the witness ${what}: the database was restored from before it, or is another`);

/** The size that it wants a proof from; throws when it says anything else. */
const sizeAfter = (answer: Answer, { old, signed }: { old: bigint; signed: Signed }): bigint => {
  const { status } = answer;
  if (status === 422) throw againstIt(`does not see that ${signed.size} leaves go on from the ${old} that it knows`);
  if (status === 409) {
    const named = /^(0|[1-9][0-9]{0,17})\n?$/.exec(answer.body.toString("utf8"))?.[1];
    if (old === signed.size && (named === undefined || BigInt(named) === old))
      throw againstIt(`knows another tree of ${old} leaves`);
    if (named === undefined) throw new KeeperFault("REFUSED", "it answered 409 without a size");
    return BigInt(named);
  }
  const words = wordsOf(answer);
  if (status >= 500 || status === 429) throw new KeeperFault("UNREACHABLE", `it answered ${status} ${words}`);
  const why = status === 404 ? "it does not know this log" : status === 403 ? "it does not know the log's key" : words;
  throw new KeeperFault("REFUSED", `it answered ${status}: ${why}`);
};

/** The lines by its key, verified; those of other keys are ignored. */
const cosignaturesIn = (body: string, { note }: Signed, { key }: PolicyWitness): string[] => {
  try {
    return openNote(`${note}${body}`, [key]).signatures.map(formatLine);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new KeeperFault("REFUSED", `what it answered is no cosignature of its key: ${error.message}`);
  }
};

const formatLine = ({ name, id, bytes }: SignatureLine): string =>
  `— ${name} ${toBase64(Buffer.concat([Buffer.from(id, "hex"), bytes]))}\n`;
