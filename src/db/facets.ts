import { storedName } from "./names.js";
import { growing, type Reader, type Statement, sql } from "./sql.js";

/** How many items have a value. */
export interface ValueCount {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Statements that count values over items: by one of some keys, or by a key `tag:risk` whose part after the colon is $4. */
export interface Facets {
  readonly plain: Readonly<Record<string, Statement>>;
  readonly keyed: Readonly<Record<string, Statement>>;
}

/**
 * Counts the values that items have. `held` gives a row (value, label) for each value of each item, of the items whose
 * ids are $1.
 */
export const facetSql = (name: string, held: string): Statement =>
  growing(
    sql(
      `facet.${name}`,
      `select value, min(label) as label, count(*)::int as count from (${held}) held
       where length(value) <= 200 and ($2::text is null or lower(value collate "default") ^@ lower($2 collate "default"))
       group by value order by count(*) desc, value collate "C" limit $3`,
    ),
  );

interface Wanted {
  readonly prefix: string | null;
  readonly first: number;
}

/** The values of `key`, the most frequent first; undefined where there is no such key. */
export const readFacet = (
  db: Reader,
  { plain, keyed }: Facets,
  ids: readonly string[],
  key: string,
  { prefix, first }: Wanted,
): Promise<ValueCount[]> | undefined => {
  const values = [ids, prefix === null ? null : storedName(prefix), first];
  if (Object.hasOwn(plain, key) && plain[key] !== undefined) return db.rows<ValueCount>(plain[key], values);
  const colon = key.indexOf(":");
  const [kind, name] = [key.slice(0, colon), key.slice(colon + 1)];
  if (colon < 0 || name === "" || !Object.hasOwn(keyed, kind) || keyed[kind] === undefined) return undefined;
  return db.rows<ValueCount>(keyed[kind], [...values, name]);
};

/** The keys as people are told: `team, tag and tag:<key>`. */
export const keysOfFacets = ({ plain, keyed }: Facets): string => {
  const names = [...Object.keys(plain), ...Object.keys(keyed).map((kind) => `${kind}:<key>`)];
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
};
