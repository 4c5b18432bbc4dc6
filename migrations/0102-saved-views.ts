import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { bounded, governed, noted, roles } from "./sql.js";

/** Screens of the console as somebody wants to find them again: what stands in their address, by an id. */
export class SavedViews1796688000102 implements Migration {
  name = "SavedViews1796688000102";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table saved_view (
        id text collate "C" primary key,
        principal_id text collate "C" not null references principal,
        screen text collate "C" not null check (length(screen) between 1 and 200),
        name text check (length(name) between 1 and 256),
        query text not null check (length(query) <= 100000),
        saved_at timestamptz not null
      );
      create unique index saved_view_by_name on saved_view (principal_id, screen, name);
      create index saved_view_of_principal on saved_view (principal_id, id);
      ${governed("saved_view", "principal_id")}
      ${noted("saved_view", ["id"])}
      ${bounded({
        table: "saved_view",
        owner: "principal_id",
        what: "saved views of a person",
        most: 1_000,
        bytes: { sum: "octet_length(held.query)", most: 4 * 2 ** 20 },
        changes: true,
      })}
      grant select, insert, delete, update (query, saved_at) on saved_view to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
