import { ERASED, type Erased, type Erasing } from "../audit/erasing.js";
import { type Sql, sql } from "../db/sql.js";
import { DomainError } from "../errors.js";

const signed = sql(
  "governance.signed_by",
  "select count(*)::int as count from decision where principal_id = $1 and printed_name <> '(erased)'",
);
const clearDecisions = sql("governance.erase_decisions", "select id from erase_decisions($1, $2, $3) e(id)");
const clearReasons = sql("governance.erase_reasons", "select id from erase_reasons($1) e(id)");
const clearWaivers = sql("governance.erase_waivers", "select id from erase_waivers($1) e(id)");
const clearEmergencies = sql("governance.erase_emergencies", "select id from erase_emergencies($1) e(id)");
const clearCauses = sql(
  "governance.erase_causes",
  `update transition_request q set cause = $2 where q.cause <> $2 and exists (
     select from audit.subject s join audit.entry e on e.id = s.entry_id
     where s.kind = 'transition_request' and s.subject_id = q.id and e.actor_id = $1 and e.outcome = 'ALLOWED'
       and e.action in ('rejectTransition', 'withdrawTransition', 'voidTransition')) returning q.id`,
);

const clearSignatures = sql("governance.erase_signatures", "select id from erase_signatures($1) e(id)");

/**
 * Clears the printed name of a person's signatures, for which `force` is wanted, and their comments; both stand in what they signed with keys of their own. A signature's name
 * is part of the record that it makes.
 */
export const eraseSigner = async (tx: Sql, { principalId, categories, force }: Erasing): Promise<Erased> => {
  const count = (await tx.row<{ count: number }>(signed, [principalId]))?.count ?? 0;
  if (categories.has("NAME") && count > 0 && !force)
    throw new DomainError(
      "CONFLICT",
      `They signed ${count} decisions, whose printed name is part of the record; "force: true" erases it there, too.`,
      { path: ["input", "force"] },
    );
  const values = [principalId, categories.has("NAME"), categories.has("TEXT")];
  const found = await tx.rows<{ id: string }>(clearDecisions, values);
  if (categories.has("NAME") || categories.has("TEXT"))
    found.push(...(await tx.rows<{ id: string }>(clearSignatures, [principalId])));
  const links = [...new Set(found.map(({ id }) => id))].map((id) => ({ id, role: "request" as const }));
  return { rows: found.length, links, remains: [] };
};

/** Clears why a person asked for moves, for waivers and in emergencies, and why they ended requests, where their handle stands, too. */
export const eraseRequester = async (tx: Sql, { principalId, categories }: Erasing): Promise<Erased> => {
  const [text, name] = [categories.has("TEXT"), categories.has("NAME")];
  const reasons = text ? await tx.rows<{ id: string }>(clearReasons, [principalId]) : [];
  const waivers = text ? await tx.rows<{ id: string }>(clearWaivers, [principalId]) : [];
  const emergencies = text ? await tx.rows<{ id: string }>(clearEmergencies, [principalId]) : [];
  const causes = text || name ? await tx.rows<{ id: string }>(clearCauses, [principalId, ERASED]) : [];
  const ids = new Set([...reasons, ...waivers, ...emergencies, ...causes].map(({ id }) => id));
  return { rows: ids.size, links: [...ids].map((id) => ({ id, role: "request" as const })), remains: [] };
};
