import { type FoundIds, foundAmong, upTo } from "../../db/counting.js";
import type { Database } from "../../db/database.js";
import { sorted } from "../../db/keyset.js";
import { countRanges, rangesToGather } from "../../db/ranges.js";
import { Values } from "../../db/sql.js";
import { findKeys } from "../keys.store.js";
import type { Scope } from "./run-conditions.queries.js";
import { conditionsOn, keysIn, type RunSearch, rangesOf, searchRuns, shownExperiments } from "./run-search.queries.js";

/**
 * The runs that a search finds, to count them: all, where the indexes hold few that can pass; else those among the newest
 * `most` of one experiment after the other, whatever passes. Deleted runs are looked at, too.
 */
export const countedRuns = async (
  db: Database,
  asked: Omit<RunSearch, "order" | "after" | "limit">,
  most: number,
): Promise<FoundIds> => {
  const search: RunSearch = { ...asked, order: [], after: null, limit: most + 1 };
  const experiments = shownExperiments(search);
  if (experiments.length === 0) return { ids: [], capped: false };
  const numbers = await findKeys(db, keysIn(search));
  if (await canBeFew(db, { ...search, experiments }, numbers)) {
    const all = await searchRuns(db, { ...search, inAnyOrder: true });
    return upTo(
      all.map(({ uuid }) => uuid),
      most,
    );
  }
  const { statement, values } = amongNewest({ ...search, experiments }, numbers, most);
  return (await db.reader.row<FoundIds>(statement, values.list)) ?? { ids: [], capped: false };
};

/** Whether the indexes hold so few runs that can pass that all of these are looked at. */
const canBeFew = async (db: Database, search: RunSearch, numbers: ReadonlyMap<string, number>): Promise<boolean> => {
  // With children, what passes is found first, and then what that is nested in.
  const own = search.matchChildren === true ? { ...search, matchChildren: false, parent: null } : search;
  return rangesToGather(await countRanges(db.reader, rangesOf(own, numbers, search.experiments))).length > 0;
};

const amongNewest = (search: RunSearch, numbers: ReadonlyMap<string, number>, looked: number) => {
  const values = new Values();
  const ids = values.add(search.experiments.map(({ number }) => number));
  const scope: Scope = { inExperiments: `= any(${ids}::bigint[])`, numbers, values };
  const [most, oneMore] = [values.add(looked), values.add(looked + 1)];
  const newest = sorted([
    { sql: "r.start_time", type: "bigint", ascending: false },
    { sql: "r.uuid", type: "uuid", ascending: true },
  ]);
  const rows = `select n.* from unnest(${ids}::bigint[]) x(number) cross join lateral (
    select * from run r where r.experiment = x.number ${newest} limit ${oneMore}) n limit ${oneMore}`;
  const conditions = conditionsOn(search, scope).map((part) => `(${part})`);
  const select = `select r.uuid from w r left join experiment e on e.number = r.experiment where ${conditions.join(" and ")}`;
  return { statement: foundAmong(rows, most, select), values };
};
