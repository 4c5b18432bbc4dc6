import { type PolicyStatement, policyText } from "../../../verify/policy-digest.js";
import { type Reader, sql } from "../../db/sql.js";

/** One revision of a policy; `content` is what its digest is over. */
export interface RevisionRead {
  readonly of: string;
  readonly revision: number;
  readonly digest: string;
  readonly at: string;
  readonly createdById: string;
  readonly content: string;
}

type Row = Omit<RevisionRead, "content"> & PolicyStatement;

const revisions = sql(
  "policy.revisions",
  `select r.* from unnest($1::text[]) w(id) cross join lateral (
     select r.policy_id as of, r.revision, r.digest, r.created_at as at, r.created_by as "createdById", r.name, r.slots,
       r.requirements, r.separation_of_duties as "separationOfDuties", r.bound_tags as "boundTags",
       r.expires_after_hours as "expiresAfterHours", r.gates, r.rollback_within_hours as "rollbackWithinHours",
       coalesce(r.tiers, '{}') as tiers, r.emergency, coalesce(r.signing, 'NONE') as signing
     from approval_policy_revision r
     where r.policy_id = w.id and ($2::integer is null or r.revision < $2) order by r.revision desc limit $3) r
   order by r.of, r.revision desc`,
);

/** The revisions of each policy below number `before`, the newest first; the policies must be readable. */
export const revisionsOf = async (
  db: Reader,
  policyIds: readonly string[],
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<RevisionRead[]> =>
  (await db.rows<Row>(revisions, [policyIds, before, limit])).map(
    ({ of, revision, digest, at, createdById, ...statement }) => ({
      of,
      revision,
      digest,
      at,
      createdById,
      content: policyText(statement),
    }),
  );
