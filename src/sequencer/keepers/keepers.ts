import type { Logger } from "pino";
import { reportHardening } from "../hardening/report-hardening.store.js";
import type { LogSettings, LogState } from "../log-state.store.js";
import type { LogSession } from "../session.store.js";
import type { LogFolder } from "../tile-files.js";
import { guardFork } from "./fork-guard.store.js";
import type { Signed } from "./keeper.js";
import { identityOf, notedOf, noteKeepers, noteOutcome, type Outcome } from "./keepers.store.js";
import { readAnchors, readAuthorities } from "./read-keepers.js";
import { readWitnesses } from "./read-witnesses.js";
import { clusterOf } from "./same-cluster.store.js";
import { startTelling, toldAnchor } from "./tell-keepers.js";
import { authorityFacts, toldAuthority } from "./timestamp-authority.js";
import { toldWitness, witnessFacts } from "./witness.js";

/** Those outside who keep the log's checkpoints, as the sequencer deals with them. */
export interface Keepers {
  /** The newest checkpoint; they are told beside the rounds. */
  offer(signed: Signed | null): void;
  /**
   * Notes between two rounds what came of it, and answers that. Throws when somebody knows of another history, or the
   * database is another.
   */
  settle(): Promise<readonly Outcome[]>;
  stop(): void;
}

export interface KeepersOptions {
  readonly session: LogSession;
  readonly folder: LogFolder;
  readonly state: LogState;
  readonly signed: Signed | null;
  readonly settings: LogSettings;
  readonly log: Logger;
}

/** Looks whether the database goes on from what they know, before anything is signed. */
export const openKeepers = async (options: KeepersOptions): Promise<Keepers> => {
  const { session, folder, state, signed, settings, log } = options;
  const anchors = readAnchors(settings, state.origin);
  if (anchors.every(({ isWeak }) => isWeak))
    log.warn(
      { anchors: anchors.map(({ target }) => target) },
      "the log's checkpoints are kept nowhere but here: set COUNTERSIGN_ANCHORS to a file or a repository elsewhere",
    );
  const identity = await identityOf(session, state, settings.logKey);
  const policy = readWitnesses(settings);
  const noted = await notedOf(session, state.log);
  const witnesses = (policy?.witnesses ?? []).map((each) =>
    toldWitness(each, { folder, confirmed: noted(witnessFacts(each)).size }),
  );
  const authorities = readAuthorities(settings);
  const facts = [...anchors, ...authorities.map(authorityFacts), ...witnesses.map(({ keeper }) => keeper)];
  await noteKeepers(session, state, facts);
  const heard = await guardFork({ session, folder, state, identity, signed, anchors, witnesses, log });
  const everyMs = settings.anchorSeconds * 1_000;
  const told = anchors.map((anchor) => toldAnchor(anchor, { log: identity, everyMs, folder }));
  const stamped = authorities.map((each) => toldAuthority(each, { log: identity, everyMs }));
  const telling = startTelling([...told, ...stamped, ...witnesses]);
  const complain = complaints(log);
  const isSame = await clusterOf(session);
  let unsaid = heard;
  let lookAt = performance.now() + everyMs;
  return {
    offer: (newest) => {
      if (newest !== null) telling.offer(newest);
    },
    settle: async () => {
      if (performance.now() >= lookAt) {
        lookAt = performance.now() + everyMs;
        if (!(await isSame())) throw new Error("the database is on another server or timeline than before");
        await reportHardening(session, state, settings);
      }
      const outcomes = telling.outcomes();
      for (const outcome of outcomes) {
        complain(outcome);
        await noteOutcome(session, state.log, outcome);
      }
      const against = outcomes.find(({ state: one }) => one === "CONFLICT");
      // The next session asks all of them, and halts the log if it is so.
      if (against !== undefined) throw new Error(against.detail ?? "");
      const all = [...unsaid, ...outcomes];
      unsaid = [];
      return all;
    },
    stop: telling.stop,
  };
};

/** Each keeper's trouble is told once, until it is over. */
const complaints = (log: Logger): ((outcome: Outcome) => void) => {
  const said = new Map<string, string>();
  return ({ keeper: { kind, target }, detail }) => {
    const which = `${kind} ${target}`;
    if (detail === null) said.delete(which);
    else if (said.get(which) !== detail) {
      said.set(which, detail);
      log.warn({ kind, target }, `a keeper of the log's checkpoints: ${detail}`);
    }
  };
};
