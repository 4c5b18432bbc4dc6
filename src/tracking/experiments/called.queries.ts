import type { Ability } from "../../access/ability.js";
import { type Called, calledFirst, hasWords } from "../../db/name-words.js";
import { type Reader, searchSql, Values } from "../../db/sql.js";
import { readableExperiments } from "./experiments.queries.js";

/** Live experiments that the caller reads, by how the words of their names begin. */
export const experimentsCalled = async (
  db: Reader,
  ability: Ability,
  { words, limit }: Called,
): Promise<{ id: string; name: string; teamId: string }[]> => {
  const values = new Values();
  const asked = values.add(words);
  const text = `select e.id, e.name, e.owner_id as "teamId" from experiment e
    where ${hasWords("e.name", asked)} and e.deleted_at is null and ${readableExperiments(ability, values)}
    ${calledFirst("e.name", asked, "e.id")} limit ${values.add(limit)}`;
  return db.rows(searchSql(text), values.list);
};
