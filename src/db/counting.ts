import { type Statement, searchSql } from "./sql.js";

/** What was found of a list to count it; `capped`: there may be more. */
export interface FoundIds {
  readonly ids: readonly string[];
  readonly capped: boolean;
}

/** The first `most` of the ids, of which one more was asked for. */
export const upTo = (ids: readonly string[], most: number): FoundIds => ({
  ids: ids.slice(0, most),
  capped: ids.length > most,
});

/**
 * A statement that gives `FoundIds`: what `select` finds among the first rows of a list, which it names `w`. `rows` selects
 * one row more than are looked at, whose number is the placeholder `most`; all of them must be rows that the caller reads,
 * or their number would tell of others.
 */
export const foundAmong = (rows: string, most: string, select: string): Statement =>
  searchSql(
    `with rows as materialized (${rows}), w as (select * from rows limit ${most})
     select array(${select})::text[] as ids, (select count(*) from rows) > ${most} as capped`,
  );
