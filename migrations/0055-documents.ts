import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { bounded, governed, noted, roles } from "./sql.js";

/**
 * What people say of models and versions. A revision never changes; `document_content` keeps their texts by the SHA-256 of
 * their bytes.
 */
export class Documents1796688000055 implements Migration {
  name = "Documents1796688000055";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table document_content (
        sha256 bytea primary key check (length(sha256) = 32), content text not null,
        stored_at timestamptz not null default clock_timestamp()
      );
      create table document (
        id text collate "C" primary key,
        subject_id text collate "C" not null,
        registered_model_id text collate "C" not null references registered_model,
        model_version_id text collate "C" references model_version,
        kind text collate "C" not null,
        check (subject_id = coalesce(model_version_id, registered_model_id)),
        unique (subject_id, kind)
      );
      create table document_revision (
        document_id text collate "C" not null references document, revision integer not null check (revision > 0),
        subject_id text collate "C" not null,
        title text not null, content_sha256 bytea not null references document_content, size integer not null,
        fields json not null, digest text not null,
        published_by text collate "C" not null references principal, behind text[] not null,
        published_at timestamptz not null default clock_timestamp(),
        primary key (document_id, revision)
      );
      ${governed("document", "subject_id")}
      ${noted("document", ["id"])}
      ${governed("document_revision", "subject_id")}
      ${noted("document_revision", ["document_id", "revision"])}
      ${bounded({ table: "document", owner: "subject_id", what: "documents of a model or version", most: 200 })}
      ${bounded({ table: "document_revision", owner: "document_id", what: "revisions of a document", most: 1_000 })}
      grant select, insert on document_content, document, document_revision to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
