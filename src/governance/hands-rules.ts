import { SYSTEM_PRINCIPAL_ID } from "../db/ids.js";

/** Whoever could have given a signature: its bearer, and whoever minted the credential that it was given with. */
export interface Hands {
  readonly id: string;
  readonly mintedBy: readonly string[];
}

/** What says whose hands are in a credential, or in the one that a decision was given with. */
export interface GivenBy {
  readonly mintedBy: readonly string[];
  readonly invitedBy: string | null;
}

/** Whether two credentials came to their bearer by the same hands. */
export const sameHands = (one: GivenBy, other: GivenBy): boolean =>
  one.invitedBy === other.invitedBy && [...one.mintedBy].sort().join() === [...other.mintedBy].sort().join();

/** The hands in a signature. The service itself is nobody's: whoever owns it gave out the first token. */
export const handsIn = ({ id, mintedBy }: Hands): string[] => [
  ...new Set([id, ...mintedBy.filter((minter) => minter !== SYSTEM_PRINCIPAL_ID)]),
];

/** Whether one person could have given both signatures. */
export const shareHand = (one: Hands, other: Hands): boolean => {
  const hands = handsIn(one);
  return handsIn(other).some((hand) => hands.includes(hand));
};

/**
 * Branches that one count takes at the most. Only a signature that shares one hand with this and another with that
 * signature costs branches; a request has few of them, if any. Beyond it a count is too small rather than too great.
 */
const MOST_BRANCHES = 1_000;

interface Search {
  readonly seats: readonly number[];
  /** By signature, the requirements that it could fill. */
  readonly fillable: readonly (readonly number[])[];
  /** By signature, those that it shares a hand with. */
  readonly sharing: readonly ReadonlySet<number>[];
  best: readonly number[];
  branches: number;
}

/**
 * How many places of each requirement the signatures fill. `counts` says how many places each requirement has,
 * `fillable` which requirements each signature could fill. One signature fills one place, and of those that share a hand
 * one at the most. Hands are not passed on: where the second shares one with the first and another one with the third,
 * the first and the third are two people. So a further signature never makes the sum smaller, and its order does not
 * matter.
 */
export const fillPlaces = (
  counts: readonly number[],
  fillable: readonly (readonly number[])[],
  signatures: readonly Hands[],
): number[] => {
  const search: Search = {
    seats: counts.flatMap((count, requirement) => Array.from({ length: count }, () => requirement)),
    fillable,
    sharing: sharers(signatures),
    best: counts.map(() => 0),
    branches: 0,
  };
  const able = [...signatures.keys()].filter((index) => (fillable[index] ?? []).length > 0);
  const most = sum(
    matched(
      search,
      able.map((index) => [index]),
    ),
  );
  branch(search, able, most);
  return [...search.best];
};

const sharers = (signatures: readonly Hands[]): Set<number>[] => {
  const byHand = new Map<string, number[]>();
  for (const [index, each] of signatures.entries())
    for (const hand of handsIn(each)) byHand.set(hand, [...(byHand.get(hand) ?? []), index]);
  return signatures.map(
    (each, index) =>
      new Set(handsIn(each).flatMap((hand) => (byHand.get(hand) ?? []).filter((other) => other !== index))),
  );
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Tries the signatures with and without one that two others, themselves apart, share a hand with, until there is none. */
const branch = (search: Search, among: readonly number[], most: number): void => {
  if (sum(search.best) >= most || ++search.branches > MOST_BRANCHES) return;
  const between = among.find((index) => isBetween(search, index, among));
  if (between === undefined) {
    keepBest(search, matched(search, groups(search, among)));
    return;
  }
  const others = among.filter((index) => index !== between);
  if (
    sum(
      matched(
        search,
        others.map((index) => [index]),
      ),
    ) > sum(search.best)
  )
    branch(search, others, most);
  const apart = among.filter((index) => !search.sharing[between]?.has(index));
  if (
    sum(
      matched(
        search,
        apart.map((index) => [index]),
      ),
    ) > sum(search.best)
  )
    branch(search, apart, most);
};

const keepBest = (search: Search, given: readonly number[]): void => {
  if (sum(given) > sum(search.best)) search.best = given;
};

/** Whether two of its sharers do not share with each other. */
const isBetween = ({ sharing }: Search, index: number, among: readonly number[]): boolean => {
  const sharers = among.filter((other) => sharing[index]?.has(other));
  return sharers.some((one, at) => sharers.slice(at + 1).some((other) => !sharing[one]?.has(other)));
};

/** Signatures of which all share hands with all, each group of them one person. */
const groups = ({ sharing }: Search, among: readonly number[]): number[][] => {
  const grouped = new Set<number>();
  return among.flatMap((index) => {
    if (grouped.has(index)) return [];
    const group = [index, ...among.filter((other) => sharing[index]?.has(other))];
    for (const each of group) grouped.add(each);
    return [group];
  });
};

/** Maximum bipartite matching by augmenting paths (Kuhn): people, each a group of signatures, against seats. */
const matched = ({ seats, fillable }: Search, people: readonly (readonly number[])[]): number[] => {
  const able = people.map((group) => new Set(group.flatMap((index) => fillable[index] ?? [])));
  const taken: (number | undefined)[] = seats.map(() => undefined);
  const seat = (person: number, tried: Set<number>): boolean =>
    seats.some((requirement, place) => {
      if (tried.has(place) || !able[person]?.has(requirement)) return false;
      tried.add(place);
      const sitting = taken[place];
      if (sitting !== undefined && !seat(sitting, tried)) return false;
      taken[place] = person;
      return true;
    });
  for (const person of people.keys()) seat(person, new Set());
  const given: number[] = [];
  for (const [place, requirement] of seats.entries())
    given[requirement] = (given[requirement] ?? 0) + (taken[place] === undefined ? 0 : 1);
  return given;
};
