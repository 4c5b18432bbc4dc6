import { sql } from "../db/sql.js";
const readOne = sql("tag.read", "select value from tag where subject_id = $1 and key = $2");
const put = sql("tag.put", `insert into tag (subject_id, key, value) values ($1, $2, $3)
   on conflict (subject_id, key) do update set value = excluded.value`);
const putMany = sql("tag.put_many", `insert into tag (subject_id, key, value)
   select $1, key, value from json_to_recordset($2) as given (key text, value text)`);
const drop = sql("tag.drop", "delete from tag where subject_id = $1 and key = $2");
/** The tag's present value; undefined when it is not set. */
export const readTag = async (tx, subjectId, key) => (await tx.row(readOne, [subjectId, key]))?.value;
/** Sets the tag, over the value it had. */
export const storeTag = async (tx, subjectId, tag) => {
    await tx.rows(put, [subjectId, tag.key, tag.value]);
};
/** Sets the first tags of something new. */
export const storeTags = async (tx, subjectId, tags) => {
    if (tags.length > 0)
        await tx.rows(putMany, [subjectId, JSON.stringify(tags)]);
};
/** Takes the tag away. */
export const dropTag = async (tx, subjectId, key) => {
    await tx.rows(drop, [subjectId, key]);
};
//# sourceMappingURL=tags.store.js.map