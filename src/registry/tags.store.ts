import { type Reader, type Sql, sql } from "../db/sql.js";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Who sets a tag, and who else had a hand in the credential that did. */
export interface Setter {
  readonly by: string;
  readonly mintedBy: readonly string[];
}

/** A tag as it stands, with who set it. */
export interface SetTag {
  readonly value: string;
  /** Null of a tag that was set before this was kept: nobody knows. */
  readonly setBy: string | null;
  readonly mintedBy: readonly string[];
  readonly setAt: string | null;
}

const columns = `value, set_by as "setBy", coalesce(minted_by, '{}') as "mintedBy", set_at as "setAt"`;
const readOne = sql("tag.read", `select ${columns} from tag where subject_id = $1 and key = $2`);
const readMany = sql(
  "tag.read_many",
  `select subject_id as "subjectId", key, ${columns}
   from tag join unnest($1::text[], $2::text[]) as wanted(subject, name) on subject_id = subject and key = name`,
);
const put = sql(
  "tag.put",
  `insert into tag (subject_id, key, value, set_by, minted_by, set_at) values ($1, $2, $3, $4, $5, clock_timestamp())
   on conflict (subject_id, key) do update set value = excluded.value, set_by = excluded.set_by,
     minted_by = excluded.minted_by, set_at = excluded.set_at`,
);
const putMany = sql(
  "tag.put_many",
  `insert into tag (subject_id, key, value, set_by, minted_by, set_at)
   select $1, key, value, $3, $4, clock_timestamp() from json_to_recordset($2) as given (key text, value text)`,
);
const drop = sql("tag.drop", "delete from tag where subject_id = $1 and key = $2");

/** The tag as it stands; undefined when it is not set. */
export const readTag = async (tx: Sql, subjectId: string, key: string): Promise<SetTag | undefined> =>
  tx.row<SetTag>(readOne, [subjectId, key]);

/** Which tag of which model or version. */
export interface TagPlace {
  readonly subjectId: string;
  readonly key: string;
}

/** Those of the tags that are set, in no order. */
export const readTags = (db: Reader, places: readonly TagPlace[]): Promise<(SetTag & TagPlace)[]> =>
  db.rows(readMany, [places.map(({ subjectId }) => subjectId), places.map(({ key }) => key)]);

/** Whether it was set to this value by the same principal, with the same hands in the credential. */
export const isSetSo = (tag: SetTag | undefined, value: string, { by, mintedBy }: Setter): boolean =>
  tag?.value === value && tag.setBy === by && [...tag.mintedBy].sort().join() === [...mintedBy].sort().join();

/** Sets the tag, over the value it had. */
export const storeTag = async (tx: Sql, subjectId: string, tag: Tag, { by, mintedBy }: Setter): Promise<void> => {
  await tx.rows(put, [subjectId, tag.key, tag.value, by, mintedBy]);
};

/** Sets the first tags of something new. */
export const storeTags = async (
  tx: Sql,
  subjectId: string,
  tags: readonly Tag[],
  { by, mintedBy }: Setter,
): Promise<void> => {
  if (tags.length > 0) await tx.rows(putMany, [subjectId, JSON.stringify(tags), by, mintedBy]);
};

/** Takes the tag away. */
export const dropTag = async (tx: Sql, subjectId: string, key: string): Promise<void> => {
  await tx.rows(drop, [subjectId, key]);
};
