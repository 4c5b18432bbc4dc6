import { type Sql, sql } from "../db/sql.js";
import { defineAccess, type Facts } from "./ability.js";
import type { Caller, Credential, Principal, Scope } from "./caller.js";

/** A caller as the database knows them now, and for how many milliseconds that may be believed. */
export interface LoadedCaller {
  readonly caller: Caller;
  readonly validForMs: number;
}

interface FactsRow extends Principal, Facts {
  /** Milliseconds until the first group falls away; null: none will. */
  readonly lapsesInMs: number | null;
}

interface TokenRow extends FactsRow {
  readonly tokenId: string;
  readonly scopes: Scope[];
  readonly modelIds: string[] | null;
  readonly mintedBy: string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly expiresInMs: number;
}

export interface IdentityRow extends FactsRow {
  readonly linkedBy: string[];
  readonly deactivated: boolean;
  readonly groups: readonly { name: string; ageMs: number }[];
}

/** Everything that rights follow from: roles held directly and by unlapsed groups, and the grants of those teams. */
const facts = (ttlHours: string): string => `
  p.id, p.kind, p.handle, p.display_name as "displayName", coalesce(held.roles, '[]') as roles,
  array(select o.role from organization_role o where o.principal_id = p.id order by o.role) as "organizationRoles",
  coalesce((
    select json_agg(json_build_object('modelId', a.registered_model_id, 'teamId', a.team_id, 'role', a.role,
      'slots', a.slots))
    from access_grant a where a.team_id = any(held.team_ids)), '[]') as grants,
  (select extract(epoch from min(seen_at) + interval '1 hour' * ${ttlHours} - clock_timestamp())::float8 * 1000
    from principal_group where principal_id = p.id and seen_at > clock_timestamp() - interval '1 hour' * ${ttlHours})
    as "lapsesInMs"`;

const held = (ttlHours: string): string => `
  cross join lateral (
    select array_agg(r.team_id) as team_ids, json_agg(json_build_object('teamId', r.team_id, 'slug', t.slug,
      'role', r.role, 'grantedBy', r.granted_by)) as roles
    from (
      select m.team_id, m.role, m.granted_by from team_member m where m.principal_id = p.id
      union all
      select g.team_id, g.role, g.granted_by from principal_group s join team_group g on g.group_name = s.group_name
      where s.principal_id = p.id and s.seen_at > clock_timestamp() - interval '1 hour' * ${ttlHours}
    ) r join team t on t.id = r.team_id
  ) held`;

const callerOfToken = sql(
  "access.caller_of_token",
  `select ${facts("$2::float8")}, k.id as "tokenId", k.scopes, k.model_ids as "modelIds", k.minted_by as "mintedBy",
     extract(epoch from k.created_at)::float8 as "issuedAt", extract(epoch from k.expires_at)::float8 as "expiresAt",
     extract(epoch from k.expires_at - clock_timestamp())::float8 * 1000 as "expiresInMs"
   from api_token k join principal p on p.id = k.principal_id ${held("$2::float8")}
   where k.hash = $1 and k.revoked_at is null and k.expires_at > clock_timestamp() and p.deactivated_at is null
     and p.kind <> 'SYSTEM'`,
);

const callerOfIdentity = sql(
  "access.caller_of_identity",
  `select ${facts("$3::float8")}, i.linked_by as "linkedBy", p.deactivated_at is not null as deactivated,
     coalesce((
       select json_agg(json_build_object('name', group_name,
         'ageMs', extract(epoch from clock_timestamp() - seen_at)::float8 * 1000))
       from principal_group where principal_id = p.id), '[]') as groups
   from user_identity i join principal p on p.id = i.principal_id ${held("$3::float8")}
   where i.issuer = $1 and i.subject = $2`,
);

/** The caller of an unexpired, unrevoked API token of an active principal. */
export const loadTokenCaller = async (db: Sql, hash: Buffer, ttlHours: number): Promise<LoadedCaller | undefined> => {
  const row = await db.row<TokenRow>(callerOfToken, [hash, ttlHours]);
  if (row === undefined) return undefined;
  const credential: Credential = {
    method: "api-token",
    id: row.tokenId,
    mintedBy: row.mintedBy,
    issuedAt: row.issuedAt,
    expiresAt: row.expiresAt,
    scopes: new Set(row.scopes),
    modelIds: row.modelIds,
  };
  return { caller: callerOf(row, credential), validForMs: Math.min(row.expiresInMs, row.lapsesInMs ?? Infinity) };
};

/** The user that an identity provider's subject is linked to. */
export const loadIdentity = async (
  db: Sql,
  identity: { issuer: string; subject: string },
  ttlHours: number,
): Promise<IdentityRow | undefined> => db.row<IdentityRow>(callerOfIdentity, [identity.issuer, identity.subject, ttlHours]);

/** Joins what the database says with the credential used. */
export const callerOf = (row: FactsRow, credential: Credential): Caller => {
  const principal: Principal = { id: row.id, kind: row.kind, handle: row.handle, displayName: row.displayName };
  const { roles, organizationRoles, grants } = row;
  return { principal, credential, access: defineAccess(principal, credential, { roles, organizationRoles, grants }) };
};

const foreignHashes = sql(
  "access.foreign_hashes",
  "select encode(hash, 'hex') as hash from api_token where hint = $1 and revoked_at is null",
);

/** Hint of a token that the operator chose; it need not have our form. */
export const CHOSEN_HINT = "chosen by the operator";

/** Hashes, in hex, of tokens that the operator chose (`COUNTERSIGN_BOOTSTRAP_TOKEN`). */
export const loadChosenHashes = async (db: Sql): Promise<Set<string>> => {
  const rows = await db.rows<{ hash: string }>(foreignHashes, [CHOSEN_HINT]);
  return new Set(rows.map(({ hash }) => hash));
};
