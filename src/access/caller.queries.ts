import type { Database } from "../db/database.js";
import type { IdKinds } from "../db/id-kinds.js";
import { SYSTEM_PRINCIPAL_ID } from "../db/ids.js";
import { type Reader, sql } from "../db/sql.js";
import { instantOfSeconds } from "../instant.js";
import { type Access, defineAccess } from "./ability.js";
import type { Caller } from "./caller.js";
import type { ApiTokenCredential, Credential, Principal, Scope } from "./principal.js";
import type { Facts } from "./subject-rules.js";
import { endedToken } from "./unauthenticated.js";

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
  readonly invitedBy: string | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly expiresInMs: number;
  readonly revoked: boolean;
  readonly expired: boolean;
}

export interface IdentityRow extends FactsRow {
  readonly linkedBy: string[];
  readonly deactivated: boolean;
  /** `iat` of the newest token of the identity that showed groups; null: none has. */
  readonly newestIssuedAt: number | null;
  /** Those that have not lapsed. */
  readonly groups: readonly { name: string; lapsesInMs: number; ttlHours: number }[];
}

/** Everything that rights follow from: roles held directly and by unlapsed groups, and the grants of those teams. */
const factsOf = (organizationRoles: string): string => `
  p.id, p.kind, p.handle, p.display_name as "displayName", coalesce(held.roles, '[]') as roles,
  ${organizationRoles} as "organizationRoles",
  coalesce((
    select json_agg(json_build_object('modelId', a.registered_model_id, 'teamId', a.team_id, 'role', a.role,
      'slots', a.slots))
    from access_grant a where a.team_id = any(held.team_ids)), '[]') as grants,
  (select extract(epoch from min(lapses_at) - clock_timestamp())::float8 * 1000
    from principal_group where principal_id = p.id and lapses_at > clock_timestamp()) as "lapsesInMs"`;

const everyRole = "array(select o.role from organization_role o where o.principal_id = p.id order by o.role)";

/**
 * Whoever minted a token may know its secret, and whoever linked an identity may hold it: a role over the whole
 * organisation counts for it only while each of them, but its bearer, is an active administrator anyway. The service
 * itself counts as one.
 */
const rolesBehind = (hands: string): string => `case when not exists (
    select from unnest(${hands}) as hand(id) where hand.id not in ('${SYSTEM_PRINCIPAL_ID}', p.id) and not exists (
      select from organization_role a join principal active on active.id = a.principal_id
      where a.principal_id = hand.id and a.role = 'ADMIN' and active.deactivated_at is null))
  then ${everyRole} else '{}' end`;

const held = `
  cross join lateral (
    select array_agg(r.team_id) as team_ids, json_agg(json_build_object('teamId', r.team_id, 'slug', t.slug,
      'role', r.role, 'grantedBy', r.granted_by)) as roles
    from held_role r join team t on t.id = r.team_id where r.principal_id = p.id
  ) held`;

const callerOfToken = sql(
  "access.caller_of_token",
  `select ${factsOf(rolesBehind("k.minted_by"))}, k.id as "tokenId", k.scopes, k.model_ids as "modelIds", k.minted_by as "mintedBy",
     k.invited_by as "invitedBy",
     extract(epoch from k.created_at)::float8 as "issuedAt", extract(epoch from k.expires_at)::float8 as "expiresAt",
     extract(epoch from k.expires_at - clock_timestamp())::float8 * 1000 as "expiresInMs",
     k.revoked_at is not null as revoked, k.expires_at <= clock_timestamp() as expired
   from api_token k join principal p on p.id = k.principal_id ${held}
   where k.hash = $1 and p.deactivated_at is null and p.kind <> 'SYSTEM'`,
);

const callerOfIdentity = sql(
  "access.caller_of_identity",
  `select ${factsOf(rolesBehind("i.linked_by"))}, i.linked_by as "linkedBy", p.deactivated_at is not null as deactivated,
     (select s.issued_at from identity_seen s where s.issuer = i.issuer and s.subject = i.subject) as "newestIssuedAt",
     coalesce((
       select json_agg(json_build_object('name', group_name, 'ttlHours', ttl_hours,
         'lapsesInMs', extract(epoch from lapses_at - clock_timestamp())::float8 * 1000))
       from principal_group where principal_id = p.id and lapses_at > clock_timestamp()), '[]') as groups
   from user_identity i join principal p on p.id = i.principal_id ${held}
   where i.issuer = $1 and i.subject = $2`,
);

/** The caller of an active principal's API token; UNAUTHENTICATED when it expired or was revoked, undefined for no token. */
export const loadTokenCaller = async (
  { single, kinds }: Pick<Database, "single" | "kinds">,
  hash: Buffer,
): Promise<LoadedCaller | undefined> => {
  const row = await single.row<TokenRow>(callerOfToken, [hash]);
  if (row === undefined) return undefined;
  if (row.revoked) throw endedToken("was revoked");
  if (row.expired) throw endedToken(`expired on ${instantOfSeconds(row.expiresAt)}`);
  const credential: ApiTokenCredential = {
    method: "api-token",
    id: row.tokenId,
    mintedBy: row.mintedBy,
    invitedBy: row.invitedBy,
    issuedAt: row.issuedAt,
    expiresAt: row.expiresAt,
    scopes: new Set(row.scopes),
    modelIds: row.modelIds,
  };
  return {
    caller: callerOf(kinds, row, credential),
    validForMs: Math.min(row.expiresInMs, row.lapsesInMs ?? Infinity),
  };
};

/** The user that an identity provider's subject is linked to. */
export const loadIdentity = async (
  db: Reader,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<IdentityRow | undefined> => db.row<IdentityRow>(callerOfIdentity, [issuer, subject]);

/** Joins what the database says with the credential used. */
export const callerOf = (kinds: IdKinds, row: FactsRow, credential: Credential): Caller => {
  const principal: Principal = { id: row.id, kind: row.kind, handle: row.handle, displayName: row.displayName };
  const { roles, organizationRoles, grants } = row;
  return {
    principal,
    credential,
    access: defineAccess(kinds, principal, credential, { roles, organizationRoles, grants }),
  };
};

const factsOfActive = sql(
  "access.facts_of_active",
  `select ${factsOf(everyRole)} from principal p ${held}
   where p.id = any(array(select json_array_elements_text($1))) and p.deactivated_at is null and p.kind <> 'SYSTEM'`,
);

/** What a principal may do now, and for how many milliseconds that may be believed. */
export interface LastingAccess {
  readonly access: Access;
  readonly validForMs: number;
}

/** What principals may do now, whatever credential they use, by id; who is deactivated may do nothing, and is not there. */
export const loadLastingAccess = async (
  db: Reader,
  kinds: IdKinds,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LastingAccess>> => {
  const rows = await db.rows<FactsRow>(factsOfActive, [JSON.stringify(ids)]);
  return new Map(
    rows.map((row) => [
      row.id,
      { access: defineAccess(kinds, row, { modelIds: null }, row), validForMs: row.lapsesInMs ?? Infinity },
    ]),
  );
};

/** The same, where it is not kept. */
export const loadAccess = async (
  db: Reader,
  kinds: IdKinds,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Access>> => {
  const loaded = await loadLastingAccess(db, kinds, ids);
  return new Map([...loaded].map(([id, { access }]) => [id, access]));
};

const foreignHashes = sql("access.foreign_hashes", "select encode(hash, 'hex') as hash from api_token where hint = $1");

/** Hint of a token that the operator chose; it need not have our form. */
export const CHOSEN_HINT = "chosen by the operator";

/** Hashes, in hex, of tokens that the operator ever chose (`COUNTERSIGN_BOOTSTRAP_TOKEN`). */
export const loadChosenHashes = async (db: Reader): Promise<Set<string>> => {
  const rows = await db.rows<{ hash: string }>(foreignHashes, [CHOSEN_HINT]);
  return new Set(rows.map(({ hash }) => hash));
};
