import type { Ability } from "../access/ability.js";
import { type Called, calledFirst, hasWords } from "../db/name-words.js";
import { type Reader, searchSql, Values } from "../db/sql.js";
import { readableModels, readableVersions } from "./readable.js";

/** A model or a version that was found by the model's name. */
export interface CalledModel {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
}

/** Live models that the caller reads, by how the words of their names begin. */
export const modelsCalled = async (db: Reader, ability: Ability, { words, limit }: Called): Promise<CalledModel[]> => {
  const values = new Values();
  const asked = values.add(words);
  const text = `select m.id, m.name, m.team_id as "teamId" from registered_model m
    where ${hasWords("m.name", asked)} and ${readableModels(ability, "none", values)}
    ${calledFirst("m.name", asked, "m.id")} limit ${values.add(limit)}`;
  return db.rows(searchSql(text), values.list);
};

/** Versions of one number of such models. */
export const versionsCalled = async (
  db: Reader,
  ability: Ability,
  { words, limit, version }: Called & { readonly version: number },
): Promise<CalledModel[]> => {
  const values = new Values();
  const asked = values.add(words);
  const text = `select v.id, m.name, m.team_id as "teamId"
    from registered_model m join model_version v on v.registered_model_id = m.id and v.version = ${values.add(version)}
    where ${hasWords("m.name", asked)} and ${readableVersions(ability, "none", values)}
    ${calledFirst("m.name", asked, "v.id")} limit ${values.add(limit)}`;
  return db.rows(searchSql(text), values.list);
};
