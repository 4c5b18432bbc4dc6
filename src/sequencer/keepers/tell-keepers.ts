import { setTimeout as sleep } from "node:timers/promises";
import { contains } from "../folder-proofs.js";
import type { LogFolder } from "../tile-files.js";
import { type Anchor, faultOf, type KeeperFacts, KeeperFault, type LogIdentity, type Signed } from "./keeper.js";
import type { Outcome } from "./keepers.store.js";

/** Milliseconds until a keeper that did not do what was asked is asked again, at first and at the most. */
const [AGAIN_MS, AGAIN_MOST_MS] = [1_000, 300_000];

/** Tells one keeper of a checkpoint, and answers what came of it; throws a KeeperFault. */
export interface Told {
  readonly keeper: KeeperFacts;
  /** Milliseconds between two checkpoints that it is told. */
  readonly everyMs: number;
  tell(signed: Signed): Promise<Outcome>;
}

/** Keepers that are told beside the sequencer's rounds, each apart: one that is slow holds up nobody. */
export interface Telling {
  /** The newest checkpoint: whoever has an older one is told when it is time to. */
  offer(signed: Signed): void;
  /** What came of it since it was asked last. */
  outcomes(): Outcome[];
  stop(): void;
}

export const conflict = (keeper: KeeperFacts, { size }: Pick<Signed, "size">): KeeperFault =>
  new KeeperFault(
    "CONFLICT",
    `${keeper.kind} ${keeper.target} has a checkpoint of ${size} leaves that this database does not go on from: it was restored from before it, or is another`,
  );

/** An anchor that is asked what it has before it is given more: two databases that share it notice. */
export const toldAnchor = (
  anchor: Anchor,
  { log, everyMs, folder }: { log: LogIdentity; everyMs: number; folder: LogFolder },
): Told => ({
  keeper: anchor,
  everyMs,
  tell: async (signed) => {
    const known = await anchor.newest(log);
    if (known !== null && !(await contains(folder, known, signed))) throw conflict(anchor, known);
    const receipt = known?.size === signed.size ? null : await anchor.keep(signed.note);
    return { keeper: anchor, state: "CONFIRMED", detail: null, confirmed: signed, receipt };
  },
});

export const startTelling = (keepers: readonly Told[]): Telling => {
  const ended = new AbortController();
  let found: Outcome[] = [];
  let newest: Signed | null = null;
  let wake = Promise.withResolvers<void>();
  ended.signal.addEventListener("abort", () => wake.resolve());
  const run = async (told: Told): Promise<void> => {
    let confirmed: bigint | null = null;
    let again = AGAIN_MS;
    while (!ended.signal.aborted) {
      const signed = newest;
      if (signed === null || signed.size === confirmed) {
        await wake.promise;
        continue;
      }
      const outcome = await told.tell(signed).catch((error: unknown): Outcome => failed(told.keeper, error));
      if (ended.signal.aborted) return;
      found.push(outcome);
      const went = outcome.state === "CONFIRMED";
      confirmed = went ? signed.size : confirmed;
      await sleep(went ? told.everyMs : again, undefined, { signal: ended.signal }).catch(() => undefined);
      again = went ? AGAIN_MS : Math.min(again * 2, AGAIN_MOST_MS);
    }
  };
  for (const told of keepers) void run(told);
  return {
    offer: (signed) => {
      if (signed.size === newest?.size) return;
      newest = signed;
      wake.resolve();
      wake = Promise.withResolvers();
    },
    outcomes: () => {
      const taken = found;
      found = [];
      return taken;
    },
    stop: () => ended.abort(),
  };
};

export const failed = (keeper: KeeperFacts, error: unknown): Outcome => {
  const { state, message } = faultOf(error);
  return { keeper, state, detail: message, confirmed: null, receipt: null };
};
