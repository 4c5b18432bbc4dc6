import type { MigrationInterface, QueryRunner } from "typeorm";
import { roles } from "./sql.js";

/**
 * A blob's row says where its bytes are, so that they are written there before the transaction that makes the row. Rows
 * without a location are of releases before: their bytes are where their digest says. An upload has a row from before its
 * first byte until its blob has one: bytes that neither names are nobody's, and stay so.
 */
export class BlobPlaces1796342400020 implements MigrationInterface {
  name = "BlobPlaces1796342400020";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      alter table blob add column location text collate "C";
      grant update (location) on blob to ${app};
      create table blob_upload (
        id uuid primary key, touched_at timestamptz not null default clock_timestamp()
      );
      grant select, insert, delete on blob_upload to ${app};
      grant update (touched_at) on blob_upload to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
