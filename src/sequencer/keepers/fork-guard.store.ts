import type { Logger } from "pino";
import { contains, TilesFault } from "../folder-proofs.js";
import { Halt } from "../halt.js";
import type { LogState } from "../log-state.store.js";
import type { LogSession } from "../session.store.js";
import type { LogFolder } from "../tile-files.js";
import { writeTiles } from "../tiles.store.js";
import { type Anchor, KeeperFault, type LogIdentity, type Signed } from "./keeper.js";
import { confirmedBy, noteOutcome, type Outcome } from "./keepers.store.js";
import { conflict, failed } from "./tell-keepers.js";

/** Milliseconds that an anchor has at the start to tell what it knows. */
const ANSWER_MS = 10_000;
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
  readonly log: Logger;
}

/**
 * Asks every anchor for the newest checkpoint that it has. One that the database does not go on from halts the log, as does
 * the silence of all of them; the silence of one is a warning.
 */
export const guardFork = async (guarded: Guarded): Promise<void> => {
  const { session, state, anchors, identity, log } = guarded;
  if (anchors.length === 0) return;
  const before = await confirmedBy(session, state.log);
  const outcomes = await Promise.all(
    anchors.map(async (anchor) => {
      try {
        return await judged(guarded, anchor, await inTime(anchor.newest(identity)), before(anchor));
      } catch (error) {
        return failed(anchor, error);
      }
    }),
  );
  for (const outcome of outcomes) {
    const { keeper, detail } = outcome;
    await noteOutcome(session, state.log, outcome);
    if (detail !== null) log.warn({ kind: keeper.kind, target: keeper.target }, `an anchor of the log: ${detail}`);
  }
  haltOn(outcomes);
  if (outcomes.every(({ state: one }) => one === "UNREACHABLE"))
    throw new Halt("ANCHORS_UNREACHABLE", `no anchor answers: ${outcomes[0]?.detail}`, RETRY_MS);
};

/** What halts the log: somebody outside knows of a history that the database has not. */
export const haltOn = (outcomes: readonly Outcome[]): void => {
  const against = outcomes.find(({ state }) => state === "CONFLICT");
  if (against !== undefined) throw new Halt("FORK", against.detail ?? "", RETRY_MS);
};

const judged = async (guarded: Guarded, anchor: Anchor, known: Signed | null, before: bigint): Promise<Outcome> => {
  if (known !== null && !(await isContained(guarded, known))) throw conflict(anchor, known);
  if ((known?.size ?? 0n) < before)
    throw new KeeperFault(
      "LOST",
      `it has ${known?.size ?? "none"}, and has confirmed a checkpoint of ${before} leaves`,
    );
  return { keeper: anchor, state: known === null ? "NEW" : "CONFIRMED", detail: null, confirmed: known, receipt: null };
};

/** Tiles that do not lead to what was signed are written anew from the database; if they still do not, its leaves are others. */
const isContained = async ({ session, folder, state, signed }: Guarded, known: Signed): Promise<boolean> => {
  if (signed === null || known.size > signed.size) return known.size === 0n;
  try {
    return await contains(folder, known, signed);
  } catch (error) {
    if (!(error instanceof TilesFault)) throw error;
  }
  await writeTiles(session, folder, { log: state.log, from: 0n, to: signed.size });
  try {
    return await contains(folder, known, signed);
  } catch (error) {
    if (!(error instanceof TilesFault)) throw error;
    throw new Halt("ROOT_MISMATCH", `the leaves do not make the root that was signed at ${signed.size}`);
  }
};

const inTime = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new KeeperFault("UNREACHABLE", `no answer within ${ANSWER_MS / 1_000} seconds`)),
      ANSWER_MS,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
