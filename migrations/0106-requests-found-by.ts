import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";

/** Requests by who asked, by slot and by when they end: lists so filtered and ordered read what they show. */
export class RequestsFoundBy1796688000106 implements Migration {
  name = "RequestsFoundBy1796688000106";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index transition_request_requester on transition_request (requested_by, id);
      create index transition_request_slot on transition_request (slot, id);
      create index transition_request_expiry on transition_request (expires_at, id);`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
