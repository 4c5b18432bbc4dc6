import { type Reader, sql } from "../db/sql.js";

const named = sql(
  "registry.named",
  `select (select id from team where slug = $1) as "teamId", (select id from team where slug = $2) as "ownerTeamId",
     (select id from principal where handle = $3) as "principalId"`,
);

interface Names {
  readonly team?: string | null | undefined;
  readonly ownerTeam?: string | null | undefined;
  readonly principal?: string | null | undefined;
}

/** Ids that a filter's names stand for, null where none was given. */
export interface NamedIds {
  readonly teamId: string | null;
  readonly ownerTeamId: string | null;
  readonly principalId: string | null;
}

const nobody: NamedIds = { teamId: null, ownerTeamId: null, principalId: null };

/** The ids of the teams and the principal; undefined when one of the names is nobody's: nothing can match. */
export const idsOfNames = async (db: Reader, { team, ownerTeam, principal }: Names): Promise<NamedIds | undefined> => {
  if (team == null && ownerTeam == null && principal == null) return nobody;
  const ids = (await db.row<NamedIds>(named, [team, ownerTeam, principal])) ?? nobody;
  const unknown = [
    team != null && ids.teamId === null,
    ownerTeam != null && ids.ownerTeamId === null,
    principal != null && ids.principalId === null,
  ];
  return unknown.includes(true) ? undefined : ids;
};

/** SQL: the handle of the principal whose id stands in the column. */
export const handleOf = (column: string): string => `(select p.handle from principal p where p.id = ${column})`;

/** SQL: the ids of those whose handle is one of \`handles\`, an expression such as \`any($1)\`. */
export const idsOfHandles = (handles: string): string => `(select p.id from principal p where p.handle = ${handles})`;
