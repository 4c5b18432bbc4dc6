import { setTimeout as sleep } from "node:timers/promises";
import { NoteError, openNote } from "../../../verify/log/note.js";
import { meetsQuorum, type Policy } from "../../../verify/log/tlog-policy.js";
import { DomainError } from "../../errors.js";
import { type Cosigned, type Coverage, cosignedAbove, coverageOf } from "./covering.queries.js";
import type { Packing } from "./packing.js";
import { orderIndex } from "./packs.store.js";

/** Milliseconds between two looks at the log, those that a pack waits for it, and then for its witnesses. */
const [LOOK_MS, WAIT_MS, WITNESS_MS] = [100, 60_000, 10_000];

const again = "Ask again then: nothing was lost";

/** Refuses while the log cannot come on: it says why, and what to do. */
export const requireLog = (coverage: Coverage | undefined, whyOff: string): void => {
  if (coverage?.halted != null)
    throw new DomainError(
      "UNAVAILABLE",
      `No pack can be made: the log is halted (${coverage.halted}: ${coverage.haltDetail}). docs/log.md says what that means and what to do. ${again}.`,
    );
  if (coverage?.led !== true)
    throw new DomainError("UNAVAILABLE", `No pack can be made: the log is off. ${whyOff} ${again}.`);
};

/** A checkpoint that covers an entry and a commitment to the index over it. */
export interface Covered extends Coverage {
  readonly indexLeaf: bigint;
  readonly indexRoot: Buffer;
  readonly checkpoint: string;
  readonly checkpointRoot: Buffer;
}

const isCovered = (coverage: Coverage, least: bigint): coverage is Covered =>
  coverage.indexSize >= least &&
  coverage.indexLeaf !== null &&
  coverage.checkpoint !== null &&
  coverage.indexLeaf < coverage.checkpointSize;

/**
 * Waits until the last checkpoint covers the entry and a commitment to the index over it; asks the sequencer for that
 * commitment. `beyond`: the index must cover more leaves than this. Where there are witnesses, it takes the newest such
 * checkpoint that enough of them signed, and waits for one a while.
 */
export const awaitCoverage = async (
  { single, witnesses }: Packing,
  { entry, beyond, whyOff }: { entry: bigint; beyond: bigint; whyOff: string },
): Promise<Covered> => {
  const until = performance.now() + WAIT_MS;
  let [asked, log] = [0n, 0];
  let unwitnessed: number | null = null;
  for (;;) {
    const coverage = await coverageOf(single, entry);
    if (coverage?.halted != null) requireLog(coverage, whyOff);
    if (coverage !== undefined && coverage.leaf !== null) {
      const least = coverage.leaf >= beyond ? coverage.leaf + 1n : beyond + 1n;
      if (isCovered(coverage, least)) {
        unwitnessed ??= performance.now() + WITNESS_MS;
        const witnessed = witnesses === null ? undefined : await witnessedOf(single, coverage, witnesses);
        if (witnessed !== undefined) return { ...coverage, ...witnessed };
        if (witnesses === null || performance.now() > unwitnessed) return coverage;
      }
      if (coverage.indexSize < least && coverage.size >= least && (asked !== least || log !== coverage.log)) {
        await orderIndex(single, coverage.log, least);
        [asked, log] = [least, coverage.log];
      }
    }
    if (performance.now() > until) {
      requireLog(coverage, whyOff);
      throw new DomainError(
        "UNAVAILABLE",
        `The log has not come to the pack within ${WAIT_MS / 1_000} s: entries wait (auditLog.pending). ${again}.`,
      );
    }
    await sleep(LOOK_MS);
  }
};

/** The newest checkpoint over the index' commitment that enough witnesses signed. */
const witnessedOf = async (
  db: Packing["single"],
  { log, indexLeaf }: Covered,
  policy: Policy,
): Promise<Cosigned | undefined> => {
  const keys = policy.witnesses.map(({ key }) => key);
  return (await cosignedAbove(db, log, indexLeaf)).find(({ checkpoint }) => {
    try {
      return meetsQuorum(policy, openNote(checkpoint, keys).signatures);
    } catch (error) {
      if (error instanceof NoteError) return false;
      throw error;
    }
  });
};
