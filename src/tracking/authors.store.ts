import { LRUCache } from "lru-cache";
import { peopleBehind } from "../access/caller.js";
import type { Ctx } from "../context.js";
import type { Database } from "../db/database.js";
import { sql } from "../db/sql.js";
import type { OpenTransaction } from "../db/transact.js";

const put = sql(
  "author.put",
  `insert into tracked_author (subject, principal_id)
   select subject, principal from unnest($1::uuid[], $2::text[]) as a(subject, principal) order by 1, 2
   on conflict do nothing`,
);

/** Somebody who wrote to a run or logged model, or who had a hand in the credential that did. */
export interface Author {
  /** The run or logged model, by its uuid. */
  readonly subject: string;
  readonly principal: string;
}

const MAX_REMEMBERED = 20_000;

/** Authors are never removed: what was once committed can be remembered for good, per database. */
const known = new WeakMap<Database["dataSource"], LRUCache<string, true>>();

const knownOf = (db: Database): LRUCache<string, true> => {
  const found = known.get(db.dataSource) ?? new LRUCache({ max: MAX_REMEMBERED });
  known.set(db.dataSource, found);
  return found;
};

const keyOf = ({ subject, principal }: Author): string => `${subject} ${principal}`;

/** Everyone behind the caller, as authors of runs and logged models, but for those who are known to be. */
export const newAuthors = (ctx: Ctx, subjects: readonly string[]): Author[] => {
  const remembered = knownOf(ctx.db);
  return [...new Set(subjects)]
    .flatMap((subject) => peopleBehind(ctx).map((principal) => ({ subject, principal })))
    .filter((author) => !remembered.has(keyOf(author)));
};

/** Remembers authors, once they are committed. */
export const rememberAuthors = (db: Database, authors: readonly Author[]): void => {
  const remembered = knownOf(db);
  for (const author of authors) remembered.set(keyOf(author), true);
};

/**
 * Keeps that everyone behind the caller wrote to runs and logged models, by their uuids: once, in the transaction of the
 * first write. Called last in it, as wherever authors are kept, so that no two wait for each other in a ring.
 */
export const keepAuthors = async (tx: OpenTransaction, ctx: Ctx, subjects: readonly string[]): Promise<void> => {
  const authors = newAuthors(ctx, subjects);
  if (authors.length === 0) return;
  await tx.rows(put, [authors.map(({ subject }) => subject), authors.map(({ principal }) => principal)]);
  tx.afterCommit(() => rememberAuthors(ctx.db, authors));
};
