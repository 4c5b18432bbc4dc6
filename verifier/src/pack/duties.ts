import { listIn, type Person, type Said, shareHand } from "./facts.js";
import { held, type Slugs } from "./places.js";
import type { Decision, Request, Statement } from "./requests.js";

/** A policy's revision that a move had to satisfy, as its text says. */
export interface Rule {
  readonly id: string;
  readonly text: Said;
}

/** Whose work the signatures check: first whoever asked, or made the version; then whoever had a hand in it. */
export interface Parties {
  readonly requesters: readonly string[];
  readonly authors: readonly string[];
}

/** Those behind a request, and behind the version. */
export const partiesOf = ({ by }: Request, authors: readonly string[]): Parties => ({
  requesters: [by.id, ...by.minters],
  authors,
});

/**
 * Whether a signature counts for nothing under a policy. Where it separates a duty, nobody who stands behind that may have
 * a hand in the signature; in any case whoever asked, or made the version, may not have minted its credential. Nobody both
 * waives a gate of a policy and signs under it.
 */
export const isBarred = (
  person: Person,
  { id, text }: Rule,
  parties: Parties,
  decisions: readonly Decision[],
): boolean => {
  const separated = listIn(text.separationOfDuties);
  const barredBy = (duty: string, behind: readonly string[]): boolean => {
    const separates = separated.includes(duty);
    const close = separates ? behind : behind.slice(0, 1);
    return (
      (separates && behind.includes(person.id)) ||
      person.minters.some((minter) => minter !== person.id && close.includes(minter))
    );
  };
  const waived = decisions.some(
    ({ verdict, gate, by }) => verdict === "WAIVE" && gate.policy === id && shareHand(by, person),
  );
  return waived || barredBy("REQUESTER", parties.requesters) || barredBy("AUTHOR", parties.authors);
};

/** Whether a person may sign where no policy has a place: as a maintainer of the model's team, who did not ask. */
export const maySignFree = (
  by: Person,
  { statement, slugs, parties }: { statement: Statement; slugs: Slugs; parties: Parties },
): boolean => {
  const makers = [parties.requesters[0], parties.authors[0]];
  return (
    held(by, { role: "MAINTAINER", team: statement.team }, slugs) &&
    !parties.requesters.includes(by.id) &&
    !by.minters.some((each) => each !== by.id && makers.includes(each))
  );
};
