import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, roles } from "./sql.js";

type Event = "insert" | "update" | "delete";

/** What is done to a model that everybody sees who reads it: itself, its versions, slots, tags, requests, decisions. */
const acts: Readonly<Record<string, readonly Event[]>> = {
  registered_model: ["insert", "update"],
  model_version: ["insert", "update"],
  slot_interval: ["insert", "update"],
  tag: ["insert", "update", "delete"],
  transition_request: ["insert"],
  decision: ["insert"],
};

const noted = (table: string, event: Event): string => `
  create trigger ${table}_is_active_on_${event} after ${event} on ${table}
    referencing ${event === "delete" ? "old" : "new"} table as touched
    for each statement execute function note_model_activity();`;

/** A request that is decided, ends, or has its gates evaluated anew; not one whose words an erasure clears. */
const notedRequest = `
  create trigger transition_request_is_active_on_update after update of state, content_digest on transition_request
    for each row execute function note_model_activity();`;

/**
 * When something was done to a model last, so that lists can be ordered by it. It stands beside the model: the model's
 * own row is sealed by its entries, and an act on a version is no change of it.
 */
export class ModelActivity1796688000105 implements Migration {
  name = "ModelActivity1796688000105";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table model_activity (
        registered_model_id text collate "C" primary key references registered_model,
        at timestamptz not null
      );
      insert into model_activity select m.id, greatest(m.updated_at,
          (select max(v.updated_at) from model_version v where v.registered_model_id = m.id),
          (select max(greatest(i.valid_from, i.valid_to)) from slot_interval i where i.registered_model_id = m.id),
          (select max(greatest(q.requested_at, q.closed_at)) from transition_request q where q.registered_model_id = m.id))
        from registered_model m;
      create index model_activity_last on model_activity (at, registered_model_id);
      grant select on model_activity to ${app};`);
    await applyText(runner, ["note_model_activity"]);
    for (const [table, events] of Object.entries(acts))
      for (const event of events) await runner.query(noted(table, event));
    await runner.query(notedRequest);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
