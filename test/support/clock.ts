import { asSuperuser, type TestDatabase } from "./database.js";

/** The functions of PostgreSQL that tell the time, and by which name the server's own code knows them. */
const tellers = [
  ["clock_timestamp", "volatile"],
  ["statement_timestamp", "stable"],
  ["now", "stable"],
] as const;

/** Sets the clock of a database: from now on it tells this much more than the machine's, `-1 hour` less. */
export const setClock = ({ superuserUrl }: TestDatabase, by: string): Promise<void> =>
  asSuperuser(
    superuserUrl,
    ...tellers.flatMap(([name, how]) => [
      `create or replace function pg_catalog.machine_${name}() returns timestamptz language internal ${how} as '${name}'`,
      `create or replace function pg_catalog.${name}() returns timestamptz language sql ${how}
         as $$ select pg_catalog.machine_${name}() + interval '${by}' $$`,
    ]),
    // Of its own functions the server takes for granted that they stay: another schema lets every session plan anew.
    "create schema another_clock",
    "drop schema another_clock",
  );
