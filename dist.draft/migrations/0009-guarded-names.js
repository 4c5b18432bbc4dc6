import { roles } from "./sql.js";
/**
 * A name that a policy guarded stays its team's when it is freed (`model_name.kept_for`), and a request says which policy
 * the cause of its end names (`transition_request.cause_policy`), so that the name is told only to who may read it.
 */
export class GuardedNames1795910400009 {
    constructor() {
        this.name = "GuardedNames1795910400009";
        this.narrows = {
            "model_name: constraint model_name_kept_for_fkey": "the column is new: a service of the last release leaves it empty, which the key lets through",
            "transition_request: constraint transition_request_cause_policy_fkey": "the column is new: a service of the last release leaves it empty, which the key lets through",
        };
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(columns);
        await runner.query(namesFreedBefore);
        await runner.query(`
      grant update (kept_for) on model_name to ${app};
      grant update (cause_policy) on transition_request to ${app};`);
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
const columns = `
  alter table model_name add column kept_for text collate "C" references team;
  alter table transition_request add column cause_policy text collate "C" references approval_policy;`;
/** Names that were freed before, by the policies of today; nobody does this, so that there is no entry for it. */
const namesFreedBefore = `
  alter table model_name disable trigger model_name_is_audited;
  update model_name n set kept_for = m.team_id from registered_model m
  where m.id = n.registered_model_id and n.valid_to is not null and exists (
    select from approval_policy p join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
    where p.retired_at is null and (p.registered_model_id = m.id
      or ((p.scope = 'ORGANIZATION' or p.team_id = m.team_id)
        and exists (select from slot_interval i where i.registered_model_id = m.id and i.slot = any(r.slots)))));
  alter table model_name enable always trigger model_name_is_audited;`;
//# sourceMappingURL=0009-guarded-names.js.map