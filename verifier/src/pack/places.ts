import { listIn, type Person, said, shareHand, textIn } from "./facts.js";

/** So many places to fill, by people whose role in a team is, or includes, this one. */
export interface Requirement {
  readonly role: string;
  readonly team: string;
  readonly count: number;
}

/** The places that a policy's text lists; a `team` of none is the one that the statement names. */
export const requirementsIn = (list: unknown, team: string): Requirement[] =>
  listIn(list).map((each) => {
    const { role, teamId, count } = said(each);
    return { role: textIn(role), team: typeof teamId === "string" ? teamId : team, count: Number(count ?? 1) };
  });

const includes: Readonly<Record<string, readonly string[]>> = {
  CONTRIBUTOR: ["VIEWER"],
  MAINTAINER: ["CONTRIBUTOR", "VIEWER"],
  REVIEWER: ["VIEWER"],
  OWNER: ["MAINTAINER", "CONTRIBUTOR", "VIEWER"],
};

/** The slugs by which the pack's entries know teams; of a team that none names, any slug may be the one. */
export type Slugs = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether a person held, then, a role that satisfies this one. */
export const held = ({ roles }: Person, { role, team }: Pick<Requirement, "role" | "team">, slugs: Slugs): boolean =>
  roles.some((each) => {
    const [slug = "", own = ""] = each.split(":");
    const isOfTeam = slug.startsWith("team_") ? slug === team : (slugs.get(team)?.has(slug) ?? each.includes(":"));
    return isOfTeam && (own === role || (includes[own]?.includes(role) ?? false));
  });

/** Trials after which a count is given up, and the places taken for not filled. */
const MOST_TRIALS = 200_000;

/**
 * How many places the people fill at the most: one place each, by a role that they held, and of two who share a hand one.
 * All must be filled for a requirement to be met; whether they can be is tried out.
 */
export const placesFilled = (
  requirements: readonly Requirement[],
  people: readonly Person[],
  slugs: Slugs,
): { readonly filled: number; readonly needed: number } => {
  const seats = requirements.flatMap((each) => Array.from({ length: Math.min(each.count, 100) }, () => each));
  const able = seats.map((seat) => people.filter((person) => held(person, seat, slugs)));
  const order = [...seats.keys()].sort((a, b) => (able[a]?.length ?? 0) - (able[b]?.length ?? 0));
  let [best, trials] = [0, 0];
  const go = (at: number, sitting: readonly Person[]): void => {
    best = Math.max(best, sitting.length);
    if (best === seats.length || sitting.length + order.length - at <= best || ++trials > MOST_TRIALS) return;
    for (const person of able[order[at] as number] ?? [])
      if (!sitting.some((other) => shareHand(person, other))) go(at + 1, [...sitting, person]);
    go(at + 1, sitting);
  };
  go(0, []);
  return { filled: best, needed: seats.length };
};
