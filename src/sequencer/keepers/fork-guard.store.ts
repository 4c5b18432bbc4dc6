import type { Logger } from "pino";
import { contains, makes, TilesFault } from "../folder-proofs.js";
import { Halt } from "../halt.js";
import type { LogState } from "../log-state.store.js";
import type { LogSession } from "../session.store.js";
import type { LogFolder } from "../tile-files.js";
import { writeTiles } from "../tiles.store.js";
import { type Anchor, KeeperFault, type LogIdentity, type Signed } from "./keeper.js";
import { type Noted, notedOf, noteOutcome, type Outcome } from "./keepers.store.js";
import { conflict, failed, type Told } from "./tell-keepers.js";

/** Milliseconds that an anchor, or who was against this database before, has at the start to tell what it knows. */
const ANSWER_MS = 10_000;
/** Milliseconds that a witness has then: one that is slow is told beside the rounds. */
const WITNESS_MS = 3_000;
/** Milliseconds until a log that an anchor halted asks again. */
const RETRY_MS = 5_000;

export interface Guarded {
  readonly session: LogSession;
  readonly folder: LogFolder;
  readonly state: LogState;
  readonly identity: LogIdentity;
  /** The last checkpoint that the database has; null before the first. */
  readonly signed: Signed | null;
  readonly anchors: readonly Anchor[];
  readonly witnesses: readonly Told[];
  readonly log: Logger;
}

/**
 * Asks every anchor for the newest checkpoint that it has, and tells every witness of the last one. One that the database
 * does not go on from halts the log, as does the silence of all anchors; the silence of one is a warning. Answers what was
 * said.
 */
export const guardFork = async (guarded: Guarded): Promise<Outcome[]> => {
  const { session, folder, state, signed, anchors, witnesses, log } = guarded;
  const noted = await notedOf(session, state.log);
  if (signed !== null && anchors.length + witnesses.length > 0 && !(await makes(folder, signed)))
    await mendTiles(guarded, signed);
  const anchorsSay = Promise.all(anchors.map((anchor) => askAnchor(guarded, anchor, noted(anchor))));
  const witnessesSay = Promise.all(witnesses.map((each) => tellWitness(guarded, each, noted(each.keeper))));
  const outcomes = [...(await anchorsSay), ...(await witnessesSay).filter((each) => each !== null)];
  for (const outcome of outcomes) {
    const { keeper, detail } = outcome;
    await noteOutcome(session, state.log, outcome);
    if (detail !== null) log.warn({ kind: keeper.kind, target: keeper.target }, `a keeper of checkpoints: ${detail}`);
  }
  const against = outcomes.find(({ state: one }) => one === "CONFLICT");
  if (against !== undefined) throw new Halt("FORK", against.detail ?? "", RETRY_MS);
  const silent = outcomes.filter(({ keeper, state: one }) => keeper.kind !== "witness" && one === "UNREACHABLE");
  const heard = outcomes.some(({ keeper, state: one }) => keeper.kind === "witness" && one === "CONFIRMED");
  if (anchors.length > 0 && silent.length === anchors.length && !heard)
    throw new Halt("ANCHORS_UNREACHABLE", `no anchor answers: ${silent[0]?.detail}`, RETRY_MS);
  return outcomes;
};

const askAnchor = async (guarded: Guarded, anchor: Anchor, noted: Noted): Promise<Outcome> => {
  try {
    const known = await inTime(anchor.newest(guarded.identity), ANSWER_MS);
    return await judged(guarded, anchor, known, noted.size);
  } catch (error) {
    if (error instanceof Halt) throw error;
    return stillAgainst(failed(anchor, error), noted);
  }
};

/** Null: nothing was signed yet, or it has not answered in its time. */
const tellWitness = async ({ signed }: Guarded, { keeper, tell }: Told, noted: Noted): Promise<Outcome | null> => {
  if (signed === null) return null;
  try {
    return await inTime(tell(signed), noted.conflict === null ? WITNESS_MS : ANSWER_MS);
  } catch (error) {
    return stillAgainst(failed(keeper, error), noted);
  }
};

/** Who was against this database and is silent since has not taken it back. */
const stillAgainst = (outcome: Outcome, { conflict: said }: Noted): Outcome =>
  outcome.state === "UNREACHABLE" && said !== null ? { ...outcome, state: "CONFLICT", detail: said } : outcome;

const judged = async (guarded: Guarded, anchor: Anchor, known: Signed | null, before: bigint): Promise<Outcome> => {
  if (known !== null && !(await isContained(guarded, known))) throw conflict(anchor, known);
  if ((known?.size ?? 0n) < before)
    throw new KeeperFault(
      "LOST",
      `it has ${known?.size ?? "none"}, and has confirmed a checkpoint of ${before} leaves`,
    );
  return { keeper: anchor, state: known === null ? "NEW" : "CONFIRMED", detail: null, confirmed: known, receipt: null };
};

const isContained = async (guarded: Guarded, known: Signed): Promise<boolean> => {
  const { folder, signed } = guarded;
  if (signed === null || known.size > signed.size) return known.size === 0n;
  try {
    return await contains(folder, known, signed);
  } catch (error) {
    if (!(error instanceof TilesFault)) throw error;
  }
  await mendTiles(guarded, signed);
  return contains(folder, known, signed);
};

/** Writes the tiles anew from the database. If they do not make what was signed then, its leaves are others. */
const mendTiles = async ({ session, folder, state: { log } }: Guarded, signed: Signed): Promise<void> => {
  await writeTiles(session, folder, { log, from: 0n, to: signed.size });
  if (!(await makes(folder, signed)))
    throw new Halt("ROOT_MISMATCH", `the leaves do not make the root that was signed at ${signed.size}`);
};

const inTime = async <Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KeeperFault("UNREACHABLE", `no answer within ${ms / 1_000} seconds`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
