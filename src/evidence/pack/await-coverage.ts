import { setTimeout as sleep } from "node:timers/promises";
import { DomainError } from "../../errors.js";
import { type Coverage, coverageOf } from "./covering.queries.js";
import type { Packing } from "./packing.js";
import { orderIndex } from "./packs.store.js";

/** Milliseconds between two looks at the log, and those that a pack waits for it. */
const [LOOK_MS, WAIT_MS] = [100, 60_000];

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
 * commitment. `beyond`: the index must cover more leaves than this.
 */
export const awaitCoverage = async (
  { single }: Packing,
  { entry, beyond, whyOff }: { entry: bigint; beyond: bigint; whyOff: string },
): Promise<Covered> => {
  const until = performance.now() + WAIT_MS;
  let [asked, log] = [0n, 0];
  for (;;) {
    const coverage = await coverageOf(single, entry);
    if (coverage?.halted != null) requireLog(coverage, whyOff);
    if (coverage !== undefined && coverage.leaf !== null) {
      const least = coverage.leaf >= beyond ? coverage.leaf + 1n : beyond + 1n;
      if (isCovered(coverage, least)) return coverage;
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
