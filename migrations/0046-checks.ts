import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { bounded, governed, noted, roles } from "./sql.js";

/**
 * What machines checked of versions. A check that is COMPLETED does not go back; `check_content` keeps reports by the
 * SHA-256 of their bytes, also those that were replaced.
 */
export class Checks1796601600046 implements Migration {
  name = "Checks1796601600046";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table check_content (
        sha256 bytea primary key check (length(sha256) = 32), content text not null,
        stored_at timestamptz not null default clock_timestamp()
      );
      create table check_report (
        id text collate "C" primary key,
        model_version_id text collate "C" not null references model_version,
        name text collate "C" not null,
        reporter text collate "C" not null references principal,
        external_id text collate "C" not null,
        version_digest text not null,
        status text not null check (status in ('IN_PROGRESS', 'COMPLETED')),
        conclusion text check (conclusion in ('SUCCESS', 'FAILURE', 'NEUTRAL')),
        summary text, details_url text, inputs json not null,
        media_type text, report_sha256 bytea references check_content, report_size integer,
        behind text[] not null,
        reported_at timestamptz not null default clock_timestamp(),
        check ((status = 'COMPLETED') = (conclusion is not null)),
        check ((report_sha256 is null) = (media_type is null) and (report_sha256 is null) = (report_size is null)),
        unique (model_version_id, name, reporter, external_id)
      );
      create index check_report_of_version on check_report (model_version_id, reported_at desc, id desc);
      create index check_report_newest on check_report (reported_at desc, id desc);
      ${governed("check_report", "model_version_id")}
  ${noted("check_report", ["id"])}
      ${bounded({ table: "check_report", owner: "model_version_id", what: "checks of a version", most: 10_000 })}
      create function refuse_reopening() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
        raise exception 'a check that is completed does not go back' using errcode = '42501';
      end $$;
      create trigger check_report_goes_on before update on check_report for each row
        when (old.status = 'COMPLETED' and new.status <> 'COMPLETED') execute function refuse_reopening();
      alter table check_report enable always trigger check_report_goes_on;
      grant select, insert on check_content to ${app};
      grant select, insert, update (version_digest, status, conclusion, summary, details_url, inputs, media_type,
        report_sha256, report_size, behind, reported_at) on check_report to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
