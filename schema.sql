-- The database as the migrations make it, read from the catalogues of the embedded PostgreSQL: `npm run schema`.
-- It is here to be read and compared; the migrations make it. A test refuses a drift.
--
-- Roles: app is the runtime login, audit owns the log, owner is the login that migrates,
-- sequencer the login that extends the log.
-- Partitions of audit.entry are made by audit.ensure_partitions().

-- Migrations: Audit1795478400001, Access1795478400002, Registry1795478400003, Governance1795478400004, Tracking1795478400005, Holdings1795651200006, LatestModelMetrics1795651200007, EntriesOfThisTransaction1795824000008, GuardedNames1795910400009, Invitations1796256000012, Authors1796256000013, Sessions1796256000014, EvidenceReads1796256000018, BlobPlaces1796342400020, HardeningLevel1796342400026, VersionsFoundBy1796342400028, VersionsOfBeforeFoundBy1796342400029, NamesWithoutTag1796428800032, Gates1796515200040, RowCommitments1796601600036, Disclosures1796601600037, Erasure1796601600038, Evaluations1796601600045, Checks1796601600046, MerkleLog1796688000050, Documents1796688000055, Signatures1796688000056, RiskTiers1796688000060, Waivers1796688000061, Emergencies1796688000062, NamesFoundByWords1796688000065, PolicyPacks1796688000066, PairedComparisons1796688000067, EvidencePacks1796688000070, Keepers1796688000074, HardeningReports1796688000075, Preferences1796688000078, SigningKeys1796688000082, Passkeys1796688000093, SavedViews1796688000102, Lineage1796688000103, ModelActivity1796688000105, RequestsFoundBy1796688000106, TokensSeen1796688000107, LineageOfCopies1796688000130, EntriesBySubject1796688000150, HandsOfInvitations1796688000155

grant create on schema public to owner;
grant usage on schema audit to app;
grant usage on schema audit to sequencer;
grant usage on schema public to app;
grant usage on schema public to owner;

create table access_grant (
  registered_model_id text collate "C" not null,
  team_id text collate "C" not null,
  role text not null,
  slots text[],
  granted_by text collate "C" not null,
  granted_at timestamp with time zone default clock_timestamp() not null,
  constraint access_grant_pkey PRIMARY KEY (registered_model_id, team_id),
  constraint access_grant_role_check CHECK ((role = ANY (ARRAY['VIEWER'::text, 'CONTRIBUTOR'::text, 'MAINTAINER'::text]))),
  constraint access_grant_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint access_grant_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);
CREATE INDEX access_grant_team ON public.access_grant USING btree (team_id);
CREATE CONSTRAINT TRIGGER access_grant_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.access_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('registered_model_id'); -- always
CREATE TRIGGER access_grant_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.access_grant FOR EACH ROW EXECUTE FUNCTION audit.note_row('{registered_model_id,team_id}', '{}'); -- always
CREATE TRIGGER access_grant_no_truncate BEFORE TRUNCATE ON public.access_grant FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update to app;

create table api_token (
  id text collate "C" not null,
  principal_id text collate "C" not null,
  name text not null,
  hash bytea not null,
  hint text not null,
  scopes text[] not null,
  model_ids text[],
  minted_by text[] not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  invited_by text collate "C",
  constraint api_token_pkey PRIMARY KEY (id),
  constraint api_token_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES principal(id),
  constraint api_token_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint api_token_hash_key UNIQUE (hash)
);
CREATE INDEX api_token_principal ON public.api_token USING btree (principal_id, id);
CREATE CONSTRAINT TRIGGER api_token_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.api_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER api_token_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.api_token FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER api_token_no_truncate BEFORE TRUNCATE ON public.api_token FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update to app;

create table api_token_seen (
  api_token_id text collate "C" not null,
  at timestamp with time zone not null,
  constraint api_token_seen_pkey PRIMARY KEY (api_token_id)
) with (fillfactor=70);
grant insert, select, update (at) to app;

create table approval_policy (
  id text collate "C" not null,
  scope text not null,
  team_id text collate "C",
  registered_model_id text collate "C",
  revision integer not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  created_by text collate "C" not null,
  retired_at timestamp with time zone,
  retired_by text collate "C",
  pack bigint,
  constraint approval_policy_pkey PRIMARY KEY (id),
  constraint approval_policy_check CHECK (((scope = 'TEAM'::text) = (team_id IS NOT NULL))),
  constraint approval_policy_check1 CHECK (((scope = 'MODEL'::text) = (registered_model_id IS NOT NULL))),
  constraint approval_policy_scope_check CHECK ((scope = ANY (ARRAY['ORGANIZATION'::text, 'TEAM'::text, 'MODEL'::text]))),
  constraint approval_policy_pack_fkey FOREIGN KEY (pack) REFERENCES pack_installation(id),
  constraint approval_policy_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint approval_policy_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);
CREATE INDEX approval_policy_pack ON public.approval_policy USING btree (pack) WHERE (pack IS NOT NULL);
CREATE INDEX approval_policy_scope ON public.approval_policy USING btree (scope, team_id, registered_model_id) WHERE (retired_at IS NULL);
CREATE CONSTRAINT TRIGGER approval_policy_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.approval_policy DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER approval_policy_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.approval_policy FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER approval_policy_no_truncate BEFORE TRUNCATE ON public.approval_policy FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (revision, retired_at, retired_by) to app;

create table approval_policy_revision (
  policy_id text collate "C" not null,
  revision integer not null,
  name text not null,
  slots text[] not null,
  requirements json not null,
  separation_of_duties text[] not null,
  bound_tags text[] not null,
  expires_after_hours integer not null,
  digest text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  created_by text collate "C" not null,
  gates json default '[]'::json not null,
  rollback_within_hours integer default 168 not null,
  tiers text[],
  emergency json,
  signing text,
  constraint approval_policy_revision_pkey PRIMARY KEY (policy_id, revision),
  constraint approval_policy_revision_signing_check CHECK ((signing = ANY (ARRAY['OWN_KEY'::text, 'USER_VERIFIED'::text]))),
  constraint approval_policy_revision_tiers_check CHECK ((tiers <@ ARRAY['HIGH'::text, 'MEDIUM'::text, 'LOW'::text])),
  constraint approval_policy_revision_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES approval_policy(id)
);
CREATE CONSTRAINT TRIGGER approval_policy_revision_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.approval_policy_revision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('policy_id'); -- always
CREATE TRIGGER approval_policy_revision_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.approval_policy_revision FOR EACH ROW EXECUTE FUNCTION audit.note_row('{policy_id,revision}', '{}'); -- always
CREATE TRIGGER approval_policy_revision_no_truncate BEFORE TRUNCATE ON public.approval_policy_revision FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table artifact (
  owner uuid not null,
  path text collate "C" not null,
  sha256 bytea not null,
  size bigint not null,
  stored_at timestamp with time zone default clock_timestamp() not null,
  constraint artifact_pkey PRIMARY KEY (owner, path),
  constraint artifact_sha256_fkey FOREIGN KEY (sha256) REFERENCES blob(sha256)
);
CREATE INDEX artifact_blob ON public.artifact USING btree (sha256);
grant delete, insert, select, update (sha256, size, stored_at) to app;

create table blob (
  sha256 bytea not null,
  size bigint not null,
  touched_at timestamp with time zone default clock_timestamp() not null,
  location text collate "C",
  constraint blob_pkey PRIMARY KEY (sha256),
  constraint blob_sha256_check CHECK ((length(sha256) = 32)),
  constraint blob_size_check CHECK ((size >= 0))
);
CREATE INDEX blob_touched ON public.blob USING btree (touched_at);
grant delete, insert, select, update (touched_at, location) to app;

create table blob_hold (
  holder text collate "C" not null,
  sha256 bytea not null,
  constraint blob_hold_pkey PRIMARY KEY (holder),
  constraint blob_hold_sha256_fkey FOREIGN KEY (sha256) REFERENCES blob(sha256)
);
CREATE INDEX blob_hold_sha256 ON public.blob_hold USING btree (sha256);
grant insert, select to app;

create table blob_upload (
  id uuid not null,
  touched_at timestamp with time zone default clock_timestamp() not null,
  constraint blob_upload_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update (touched_at) to app;

create table check_content (
  sha256 bytea not null,
  content text not null,
  stored_at timestamp with time zone default clock_timestamp() not null,
  constraint check_content_pkey PRIMARY KEY (sha256),
  constraint check_content_sha256_check CHECK ((length(sha256) = 32))
);
grant insert, select to app;

create table check_report (
  id text collate "C" not null,
  model_version_id text collate "C" not null,
  name text collate "C" not null,
  reporter text collate "C" not null,
  external_id text collate "C" not null,
  version_digest text not null,
  status text not null,
  conclusion text,
  summary text,
  details_url text,
  inputs json not null,
  media_type text,
  report_sha256 bytea,
  report_size integer,
  behind text[] not null,
  reported_at timestamp with time zone default clock_timestamp() not null,
  constraint check_report_pkey PRIMARY KEY (id),
  constraint check_report_check CHECK (((status = 'COMPLETED'::text) = (conclusion IS NOT NULL))),
  constraint check_report_check1 CHECK ((((report_sha256 IS NULL) = (media_type IS NULL)) AND ((report_sha256 IS NULL) = (report_size IS NULL)))),
  constraint check_report_conclusion_check CHECK ((conclusion = ANY (ARRAY['SUCCESS'::text, 'FAILURE'::text, 'NEUTRAL'::text]))),
  constraint check_report_status_check CHECK ((status = ANY (ARRAY['IN_PROGRESS'::text, 'COMPLETED'::text]))),
  constraint check_report_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint check_report_report_sha256_fkey FOREIGN KEY (report_sha256) REFERENCES check_content(sha256),
  constraint check_report_reporter_fkey FOREIGN KEY (reporter) REFERENCES principal(id),
  constraint check_report_model_version_id_name_reporter_external_id_key UNIQUE (model_version_id, name, reporter, external_id)
);
CREATE INDEX check_report_newest ON public.check_report USING btree (reported_at DESC, id DESC);
CREATE INDEX check_report_of_version ON public.check_report USING btree (model_version_id, reported_at DESC, id DESC);
CREATE TRIGGER check_report_goes_on BEFORE UPDATE ON public.check_report FOR EACH ROW WHEN (((old.status = 'COMPLETED'::text) AND (new.status <> 'COMPLETED'::text))) EXECUTE FUNCTION refuse_reopening(); -- always
CREATE CONSTRAINT TRIGGER check_report_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.check_report DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('model_version_id'); -- always
CREATE TRIGGER check_report_is_bounded_on_insert AFTER INSERT ON public.check_report REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_check_report();
CREATE TRIGGER check_report_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.check_report FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER check_report_no_truncate BEFORE TRUNCATE ON public.check_report FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (version_digest, status, conclusion, summary, details_url, inputs, media_type, report_sha256, report_size, behind, reported_at) to app;

create table dataset (
  id bigint generated always as identity not null,
  experiment bigint not null,
  name text collate "C" not null,
  digest text collate "C" not null,
  source_type text not null,
  source text not null,
  schema text,
  profile text,
  constraint dataset_pkey PRIMARY KEY (id),
  constraint dataset_experiment_fkey FOREIGN KEY (experiment) REFERENCES experiment(number),
  constraint dataset_experiment_name_digest_key UNIQUE (experiment, name, digest)
);
grant insert, select to app;

create table decision (
  id text collate "C" not null,
  request_id text collate "C" not null,
  principal_id text collate "C" not null,
  verdict text not null,
  printed_name text not null,
  role text not null,
  meaning text not null,
  comment text,
  at timestamp with time zone not null,
  content_digest text not null,
  auth_method text not null,
  auth_age_seconds bigint,
  credential_id text collate "C",
  minted_by text[] not null,
  invited_by text collate "C",
  gate_policy text collate "C",
  gate_key text,
  gate_observed text,
  signature_request_id text collate "C",
  constraint decision_pkey PRIMARY KEY (id),
  constraint decision_verdict_check CHECK ((verdict = ANY (ARRAY['APPROVE'::text, 'REJECT'::text, 'WAIVE'::text, 'CONFIRM'::text, 'OVERTURN'::text]))),
  constraint decision_waives_a_gate CHECK ((((verdict = 'WAIVE'::text) = (gate_key IS NOT NULL)) AND ((gate_key IS NULL) = (gate_policy IS NULL)) AND ((gate_key IS NOT NULL) OR (gate_observed IS NULL)))),
  constraint decision_gate_policy_fkey FOREIGN KEY (gate_policy) REFERENCES approval_policy(id),
  constraint decision_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES principal(id),
  constraint decision_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint decision_request_id_fkey FOREIGN KEY (request_id) REFERENCES transition_request(id),
  constraint decision_signature_request_id_fkey FOREIGN KEY (signature_request_id) REFERENCES signature_request(id),
  constraint decision_signature_request_id_key UNIQUE (signature_request_id)
);
CREATE INDEX decision_principal ON public.decision USING btree (principal_id, request_id);
CREATE INDEX decision_request ON public.decision USING btree (request_id, id);
CREATE TRIGGER decision_is_active_on_insert AFTER INSERT ON public.decision REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE CONSTRAINT TRIGGER decision_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('request_id'); -- always
CREATE TRIGGER decision_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER decision_is_signed BEFORE INSERT ON public.decision FOR EACH ROW EXECUTE FUNCTION require_signature(); -- always
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table document (
  id text collate "C" not null,
  subject_id text collate "C" not null,
  registered_model_id text collate "C" not null,
  model_version_id text collate "C",
  kind text collate "C" not null,
  constraint document_pkey PRIMARY KEY (id),
  constraint document_check CHECK ((subject_id = COALESCE(model_version_id, registered_model_id))),
  constraint document_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint document_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint document_subject_id_kind_key UNIQUE (subject_id, kind)
);
CREATE CONSTRAINT TRIGGER document_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.document DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('subject_id'); -- always
CREATE TRIGGER document_is_bounded_on_insert AFTER INSERT ON public.document REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_document();
CREATE TRIGGER document_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.document FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table document_content (
  sha256 bytea not null,
  content text not null,
  stored_at timestamp with time zone default clock_timestamp() not null,
  constraint document_content_pkey PRIMARY KEY (sha256),
  constraint document_content_sha256_check CHECK ((length(sha256) = 32))
);
grant insert, select to app;

create table document_revision (
  document_id text collate "C" not null,
  revision integer not null,
  subject_id text collate "C" not null,
  title text not null,
  content_sha256 bytea not null,
  size integer not null,
  fields json not null,
  digest text not null,
  published_by text collate "C" not null,
  behind text[] not null,
  published_at timestamp with time zone default clock_timestamp() not null,
  constraint document_revision_pkey PRIMARY KEY (document_id, revision),
  constraint document_revision_revision_check CHECK ((revision > 0)),
  constraint document_revision_content_sha256_fkey FOREIGN KEY (content_sha256) REFERENCES document_content(sha256),
  constraint document_revision_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint document_revision_published_by_fkey FOREIGN KEY (published_by) REFERENCES principal(id)
);
CREATE CONSTRAINT TRIGGER document_revision_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.document_revision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('subject_id'); -- always
CREATE TRIGGER document_revision_is_bounded_on_insert AFTER INSERT ON public.document_revision REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_document_revision();
CREATE TRIGGER document_revision_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.document_revision FOR EACH ROW EXECUTE FUNCTION audit.note_row('{document_id,revision}', '{}'); -- always
CREATE TRIGGER document_revision_no_truncate BEFORE TRUNCATE ON public.document_revision FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table document_schema (
  id bigint generated always as identity not null,
  scope_id text collate "C" not null,
  kind text collate "C" not null,
  pack_id text collate "C" not null,
  pack_version text collate "C" not null,
  schema json not null,
  digest text not null,
  installed_at timestamp with time zone default clock_timestamp() not null,
  constraint document_schema_pkey PRIMARY KEY (id),
  constraint document_schema_scope_id_kind_pack_id_pack_version_key UNIQUE (scope_id, kind, pack_id, pack_version)
);
CREATE CONSTRAINT TRIGGER document_schema_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.document_schema DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('scope_id'); -- always
CREATE TRIGGER document_schema_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.document_schema FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER document_schema_no_truncate BEFORE TRUNCATE ON public.document_schema FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table evaluation (
  id text collate "C" not null,
  model_version_id text collate "C" not null,
  dataset_name text collate "C" not null,
  dataset_digest text collate "C" not null,
  keys text[] not null,
  metrics double precision[] not null,
  run uuid,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  recorded_by text collate "C" not null,
  behind text[] not null,
  constraint evaluation_pkey PRIMARY KEY (id),
  constraint evaluation_check CHECK ((cardinality(metrics) = cardinality(keys))),
  constraint evaluation_keys_check CHECK (((cardinality(keys) >= 1) AND (cardinality(keys) <= 1000))),
  constraint evaluation_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint evaluation_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES principal(id),
  constraint evaluation_run_fkey FOREIGN KEY (run) REFERENCES run(uuid)
);
CREATE INDEX evaluation_of_run ON public.evaluation USING btree (run) WHERE (run IS NOT NULL);
CREATE INDEX evaluation_of_version ON public.evaluation USING btree (model_version_id, recorded_at DESC);
CREATE CONSTRAINT TRIGGER evaluation_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.evaluation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('model_version_id'); -- always
CREATE TRIGGER evaluation_is_bounded_on_insert AFTER INSERT ON public.evaluation REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_evaluation();
CREATE TRIGGER evaluation_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.evaluation FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER evaluation_no_truncate BEFORE TRUNCATE ON public.evaluation FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table evaluation_link (
  run uuid not null,
  key integer not null,
  source text not null,
  target text collate "C" not null,
  dataset text collate "C" not null,
  constraint evaluation_link_pkey PRIMARY KEY (run, key, target, dataset),
  constraint evaluation_link_source_check CHECK ((source = ANY (ARRAY['RUN_DATASETS'::text, 'RUN_TAG'::text]))),
  constraint evaluation_link_key_fkey FOREIGN KEY (key) REFERENCES tracking_key(id),
  constraint evaluation_link_run_fkey FOREIGN KEY (run) REFERENCES run(uuid)
);
CREATE INDEX evaluation_link_target ON public.evaluation_link USING btree (target, run DESC);
grant delete, insert, select to app;

create table evidence_pack (
  id text collate "C" not null,
  model_version_id text collate "C" not null,
  disclosed text[] not null,
  card text,
  created_by text collate "C" not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint evidence_pack_pkey PRIMARY KEY (id),
  constraint evidence_pack_created_by_fkey FOREIGN KEY (created_by) REFERENCES principal(id),
  constraint evidence_pack_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id)
);
CREATE INDEX evidence_pack_of_version ON public.evidence_pack USING btree (model_version_id, id);
CREATE CONSTRAINT TRIGGER evidence_pack_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.evidence_pack DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER evidence_pack_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.evidence_pack FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER evidence_pack_no_truncate BEFORE TRUNCATE ON public.evidence_pack FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table evidence_pack_file (
  pack_id text collate "C" not null,
  sha256 text collate "C" not null,
  size bigint not null,
  checkpoint_size bigint not null,
  made_at timestamp with time zone default clock_timestamp() not null,
  constraint evidence_pack_file_pkey PRIMARY KEY (pack_id),
  constraint evidence_pack_file_pack_id_fkey FOREIGN KEY (pack_id) REFERENCES evidence_pack(id)
);
grant insert, select to app;

create table evidence_read (
  principal_id text collate "C" not null,
  model_version_id text collate "C" not null,
  hour timestamp with time zone not null,
  constraint evidence_read_pkey PRIMARY KEY (principal_id, model_version_id, hour),
  constraint evidence_read_hour_check CHECK (((EXTRACT(epoch FROM hour) % (3600)::numeric) = (0)::numeric)),
  constraint evidence_read_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint evidence_read_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id)
);
CREATE CONSTRAINT TRIGGER evidence_read_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.evidence_read DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('principal_id'); -- always
CREATE TRIGGER evidence_read_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.evidence_read FOR EACH ROW EXECUTE FUNCTION audit.note_row('{principal_id,model_version_id,hour}', '{}'); -- always
CREATE TRIGGER evidence_read_no_truncate BEFORE TRUNCATE ON public.evidence_read FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table experiment (
  id text collate "C" not null,
  number bigint not null,
  owner_id text collate "C" not null,
  visibility text not null,
  name text collate "C" not null,
  artifact_location text,
  created_at timestamp with time zone default clock_timestamp() not null,
  created_by text collate "C" not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  deleted_at timestamp with time zone,
  deleted_by text collate "C",
  restored_at timestamp with time zone,
  constraint experiment_pkey PRIMARY KEY (id),
  constraint experiment_number_check CHECK ((number >= 0)),
  constraint experiment_visibility_check CHECK ((visibility = ANY (ARRAY['ORGANIZATION'::text, 'TEAM'::text]))),
  constraint experiment_number_key UNIQUE (number),
  constraint experiment_owner_id_name_key UNIQUE (owner_id, name)
);
CREATE INDEX experiment_created ON public.experiment USING btree (created_at DESC, number);
CREATE INDEX experiment_name ON public.experiment USING btree (name);
CREATE INDEX experiment_words ON public.experiment USING gin (name_words(name));
CREATE CONSTRAINT TRIGGER experiment_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.experiment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER experiment_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.experiment FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER experiment_no_truncate BEFORE TRUNCATE ON public.experiment FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (visibility, name, updated_at, deleted_at, deleted_by, restored_at) to app;

create table experiment_tag (
  experiment_id text collate "C" not null,
  key text collate "C" not null,
  value text not null,
  constraint experiment_tag_pkey PRIMARY KEY (experiment_id, key),
  constraint experiment_tag_experiment_id_fkey FOREIGN KEY (experiment_id) REFERENCES experiment(id)
);
CREATE INDEX experiment_tag_search ON public.experiment_tag USING btree (key, "left"(value, 200), experiment_id);
CREATE CONSTRAINT TRIGGER experiment_tag_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.experiment_tag DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('experiment_id'); -- always
CREATE TRIGGER experiment_tag_is_bounded_on_insert AFTER INSERT ON public.experiment_tag REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_experiment_tag();
CREATE TRIGGER experiment_tag_is_bounded_on_update AFTER UPDATE ON public.experiment_tag REFERENCING OLD TABLE AS before NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_experiment_tag();
CREATE TRIGGER experiment_tag_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.experiment_tag FOR EACH ROW EXECUTE FUNCTION audit.note_row('{experiment_id,key}', '{}'); -- always
CREATE TRIGGER experiment_tag_no_truncate BEFORE TRUNCATE ON public.experiment_tag FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update (value) to app;

create table hardening_level (
  level smallint not null,
  first_at timestamp with time zone default clock_timestamp() not null,
  last_at timestamp with time zone default clock_timestamp() not null,
  constraint hardening_level_pkey PRIMARY KEY (level),
  constraint hardening_level_level_check CHECK (((level >= 0) AND (level <= 2)))
);
grant select to app;

create view held_role as
SELECT team_member.principal_id,
    team_member.team_id,
    team_member.role,
    team_member.granted_by
   FROM team_member
UNION ALL
 SELECT p.principal_id,
    g.team_id,
    g.role,
    g.granted_by
   FROM (principal_group p
     JOIN team_group g USING (group_name))
  WHERE (p.lapses_at > clock_timestamp());
grant select to app;

create table idempotency_key (
  principal_id text collate "C" not null,
  command text not null,
  key text not null,
  input_hash bytea not null,
  result json,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint idempotency_key_pkey PRIMARY KEY (principal_id, command, key)
);
CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (created_at);
grant delete, insert, select, update (result) to app;

create table identity_seen (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  issued_at double precision not null,
  constraint identity_seen_pkey PRIMARY KEY (issuer, subject)
);
CREATE TRIGGER identity_seen_goes_on BEFORE UPDATE ON public.identity_seen FOR EACH ROW WHEN ((new.issued_at < old.issued_at)) EXECUTE FUNCTION refuse_going_back();
grant insert, select, update (issued_at) to app;

create table instance (
  key text not null,
  value text not null,
  constraint instance_pkey PRIMARY KEY (key)
);
grant insert, select to app;

create table invitation (
  id text collate "C" not null,
  principal_id text collate "C" not null,
  created_by text collate "C" not null,
  hash bytea not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  redeemed_at timestamp with time zone,
  revoked_at timestamp with time zone,
  minted_by text[],
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_check CHECK ((expires_at <= (created_at + '7 days'::interval))),
  constraint invitation_check1 CHECK (((redeemed_at IS NULL) OR (revoked_at IS NULL))),
  constraint invitation_hash_check CHECK ((octet_length(hash) = 32)),
  constraint invitation_created_by_fkey FOREIGN KEY (created_by) REFERENCES principal(id),
  constraint invitation_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint invitation_hash_key UNIQUE (hash)
);
CREATE INDEX invitation_made ON public.invitation USING btree (created_by) WHERE ((redeemed_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX invitation_principal ON public.invitation USING btree (principal_id, id);
CREATE CONSTRAINT TRIGGER invitation_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.invitation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER invitation_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.invitation FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER invitation_no_truncate BEFORE TRUNCATE ON public.invitation FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (redeemed_at, revoked_at) to app;

create table latest_metric (
  run uuid not null,
  key integer not null,
  experiment bigint not null,
  start_time bigint not null,
  value double precision not null,
  step bigint not null,
  "timestamp" bigint not null,
  constraint latest_metric_pkey PRIMARY KEY (run, key)
) with (fillfactor=80);
CREATE INDEX latest_metric_search ON public.latest_metric USING btree (experiment, key, value, start_time DESC, run);
CREATE TRIGGER latest_metric_is_bounded_on_insert AFTER INSERT ON public.latest_metric REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_latest_metric();
grant insert, select, update (value, step, "timestamp") to app;

create table latest_model_metric (
  model uuid not null,
  key text collate "C" not null,
  run uuid not null,
  dataset_name text collate "C" not null,
  dataset_digest text collate "C" not null,
  value double precision not null,
  step bigint not null,
  "timestamp" bigint not null,
  place uuid generated always as ((md5(((((((((run)::text || (length(key))::text) || ' '::text) || key) || (length(dataset_name))::text) || ' '::text) || dataset_name) || dataset_digest)))::uuid) stored not null,
  constraint latest_model_metric_pkey PRIMARY KEY (model, place),
  constraint latest_model_metric_model_fkey FOREIGN KEY (model) REFERENCES logged_model(uuid)
) with (fillfactor=80);
CREATE INDEX latest_model_metric_on_data ON public.latest_model_metric USING btree (model, key) WHERE (dataset_digest <> ''::text);
CREATE TRIGGER latest_model_metric_is_bounded_on_insert AFTER INSERT ON public.latest_model_metric REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_latest_model_metric();
grant insert, select, update (value, step, "timestamp") to app;

create table lifecycle_revision (
  revision integer not null,
  organization_id text collate "C" not null,
  stages json not null,
  edges json not null,
  set_at timestamp with time zone default clock_timestamp() not null,
  set_by text collate "C" not null,
  constraint lifecycle_revision_pkey PRIMARY KEY (revision)
);
CREATE CONSTRAINT TRIGGER lifecycle_revision_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.lifecycle_revision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('organization_id'); -- always
CREATE TRIGGER lifecycle_revision_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.lifecycle_revision FOR EACH ROW EXECUTE FUNCTION audit.note_row('{revision}', '{}'); -- always
CREATE TRIGGER lifecycle_revision_no_truncate BEFORE TRUNCATE ON public.lifecycle_revision FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table logged_model (
  uuid uuid not null,
  id text collate "C" not null,
  experiment bigint not null,
  name text collate "C" not null,
  model_type text not null,
  source_run text collate "C",
  status text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  created_by text collate "C" not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  deleted_at timestamp with time zone,
  deleted_by text collate "C",
  constraint logged_model_pkey PRIMARY KEY (uuid),
  constraint logged_model_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'READY'::text, 'UPLOAD_FAILED'::text]))),
  constraint logged_model_experiment_fkey FOREIGN KEY (experiment) REFERENCES experiment(number),
  constraint logged_model_id_key UNIQUE (id)
);
CREATE INDEX logged_model_newest ON public.logged_model USING btree (experiment, created_at DESC, uuid);
CREATE INDEX logged_model_run ON public.logged_model USING btree (source_run) WHERE (source_run IS NOT NULL);
CREATE CONSTRAINT TRIGGER logged_model_is_audited AFTER INSERT OR DELETE OR UPDATE OF status, deleted_at ON public.logged_model DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER logged_model_is_noted AFTER INSERT OR DELETE OR UPDATE OF status, deleted_at ON public.logged_model FOR EACH ROW EXECUTE FUNCTION audit.note_row('{uuid}', '{updated_at}'); -- always
CREATE TRIGGER logged_model_no_truncate BEFORE TRUNCATE ON public.logged_model FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (status, updated_at, deleted_at, deleted_by) to app;

create table logged_model_metric (
  model uuid not null,
  key text collate "C" not null,
  "timestamp" bigint not null,
  step bigint not null,
  value double precision not null,
  run uuid not null,
  dataset_name text collate "C" default ''::text not null,
  dataset_digest text collate "C" default ''::text not null,
  constraint logged_model_metric_pkey PRIMARY KEY (model, key, "timestamp", step, value, run, dataset_name, dataset_digest),
  constraint logged_model_metric_model_fkey FOREIGN KEY (model) REFERENCES logged_model(uuid)
);
CREATE TRIGGER logged_model_metric_has_latest AFTER INSERT ON public.logged_model_metric REFERENCING NEW TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION keep_latest_model_metrics();
grant insert, select to app;

create table logged_model_param (
  model uuid not null,
  key text collate "C" not null,
  value text not null,
  constraint logged_model_param_pkey PRIMARY KEY (model, key),
  constraint logged_model_param_model_fkey FOREIGN KEY (model) REFERENCES logged_model(uuid)
);
CREATE TRIGGER logged_model_param_is_bounded_on_insert AFTER INSERT ON public.logged_model_param REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_logged_model_param();
grant insert, select to app;

create table logged_model_tag (
  model uuid not null,
  key text collate "C" not null,
  value text not null,
  constraint logged_model_tag_pkey PRIMARY KEY (model, key),
  constraint logged_model_tag_model_fkey FOREIGN KEY (model) REFERENCES logged_model(uuid)
);
CREATE TRIGGER logged_model_tag_is_bounded_on_insert AFTER INSERT ON public.logged_model_tag REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_logged_model_tag();
CREATE TRIGGER logged_model_tag_is_bounded_on_update AFTER UPDATE ON public.logged_model_tag REFERENCING OLD TABLE AS before NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_logged_model_tag();
grant delete, insert, select, update (value) to app;

create table model_activity (
  registered_model_id text collate "C" not null,
  at timestamp with time zone not null,
  constraint model_activity_pkey PRIMARY KEY (registered_model_id),
  constraint model_activity_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id)
);
CREATE INDEX model_activity_last ON public.model_activity USING btree (at, registered_model_id);
grant select to app;

create table model_file (
  sha256 bytea not null,
  model_uuid text collate "C",
  read_at timestamp with time zone,
  signature json,
  constraint model_file_pkey PRIMARY KEY (sha256),
  constraint model_file_sha256_check CHECK ((length(sha256) = 32))
);
CREATE INDEX model_file_unread ON public.model_file USING btree (sha256) WHERE (read_at IS NULL);
CREATE INDEX model_file_without_signature ON public.model_file USING btree (sha256) WHERE (signature IS NULL);
grant insert, select, update (model_uuid, read_at, signature) to app;

create table model_name (
  registered_model_id text collate "C" not null,
  name text collate "C" not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  kept_for text collate "C",
  constraint model_name_pkey PRIMARY KEY (registered_model_id, valid_from),
  constraint model_name_kept_for_fkey FOREIGN KEY (kept_for) REFERENCES team(id),
  constraint model_name_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id)
);
CREATE INDEX model_name_at ON public.model_name USING btree (name, valid_from DESC);
CREATE CONSTRAINT TRIGGER model_name_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.model_name DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('registered_model_id'); -- always
CREATE TRIGGER model_name_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.model_name FOR EACH ROW EXECUTE FUNCTION audit.note_row('{registered_model_id,valid_from}', '{}'); -- always
CREATE TRIGGER model_name_no_truncate BEFORE TRUNCATE ON public.model_name FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (valid_to, kept_for) to app;

create table model_version (
  id text collate "C" not null,
  registered_model_id text collate "C" not null,
  version integer not null,
  source text not null,
  run_id text collate "C",
  description text default ''::text not null,
  params json not null,
  metrics json not null,
  datasets json not null,
  artifacts json not null,
  digest text not null,
  created_at timestamp with time zone not null,
  created_by text collate "C" not null,
  authors text[] not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  deleted_at timestamp with time zone,
  deleted_by text collate "C",
  run uuid,
  logged_model uuid,
  run_snapshot json,
  holds_artifacts boolean default false not null,
  artifact_root text,
  run_link text default ''::text not null,
  snapshot text default 'NONE'::text not null,
  staged boolean default false not null,
  constraint model_version_pkey PRIMARY KEY (id),
  constraint model_version_snapshot_check CHECK ((snapshot = ANY (ARRAY['NONE'::text, 'PROVISIONAL'::text, 'FINAL'::text]))),
  constraint model_version_created_by_fkey FOREIGN KEY (created_by) REFERENCES principal(id),
  constraint model_version_logged_model_fkey FOREIGN KEY (logged_model) REFERENCES logged_model(uuid),
  constraint model_version_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint model_version_run_fkey FOREIGN KEY (run) REFERENCES run(uuid),
  constraint model_version_registered_model_id_version_key UNIQUE (registered_model_id, version)
);
CREATE INDEX model_version_created ON public.model_version USING btree (created_at, id);
CREATE INDEX model_version_creator ON public.model_version USING btree (created_by, created_at, id);
CREATE INDEX model_version_live ON public.model_version USING btree (registered_model_id, version DESC) WHERE (deleted_at IS NULL);
CREATE INDEX model_version_newest ON public.model_version USING btree (registered_model_id, updated_at DESC, version DESC) WHERE (deleted_at IS NULL);
CREATE INDEX model_version_of_logged_model ON public.model_version USING btree (logged_model) WHERE (logged_model IS NOT NULL);
CREATE INDEX model_version_of_run ON public.model_version USING btree (run) WHERE (run IS NOT NULL);
CREATE INDEX model_version_provisional ON public.model_version USING btree (run) WHERE (snapshot = 'PROVISIONAL'::text);
CREATE INDEX model_version_run ON public.model_version USING btree (run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX model_version_unstaged ON public.model_version USING btree (registered_model_id, version DESC) WHERE ((deleted_at IS NULL) AND (NOT staged));
CREATE INDEX model_version_updated ON public.model_version USING btree (updated_at DESC, id);
CREATE TRIGGER model_version_has_authors BEFORE UPDATE ON public.model_version FOR EACH ROW WHEN (((old.snapshot = 'PROVISIONAL'::text) AND (new.snapshot = 'FINAL'::text))) EXECUTE FUNCTION add_authors();
CREATE TRIGGER model_version_is_active_on_insert AFTER INSERT ON public.model_version REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE TRIGGER model_version_is_active_on_update AFTER UPDATE ON public.model_version REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE CONSTRAINT TRIGGER model_version_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.model_version DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER model_version_is_found AFTER INSERT ON public.model_version FOR EACH ROW WHEN ((((new.params)::text <> '[]'::text) OR ((new.metrics)::text <> '[]'::text))) EXECUTE FUNCTION keep_version_facts();
CREATE TRIGGER model_version_is_found_again AFTER UPDATE OF params, metrics ON public.model_version FOR EACH ROW EXECUTE FUNCTION keep_version_facts();
CREATE TRIGGER model_version_is_frozen BEFORE UPDATE OF params, metrics, datasets, artifacts, run_snapshot, snapshot, digest, holds_artifacts ON public.model_version FOR EACH ROW WHEN (((old.snapshot <> 'PROVISIONAL'::text) OR (new.snapshot <> 'FINAL'::text))) EXECUTE FUNCTION refuse_thawing(); -- always
CREATE TRIGGER model_version_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.model_version FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{params,metrics,datasets,artifacts,run_snapshot}'); -- always
CREATE TRIGGER model_version_no_truncate BEFORE TRUNCATE ON public.model_version FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (description, params, metrics, datasets, artifacts, digest, updated_at, deleted_at, deleted_by, run_snapshot, holds_artifacts, snapshot, staged) to app;

create table organization_role (
  principal_id text collate "C" not null,
  role text not null,
  granted_by text[] not null,
  granted_at timestamp with time zone default clock_timestamp() not null,
  constraint organization_role_pkey PRIMARY KEY (principal_id, role),
  constraint organization_role_role_check CHECK ((role = ANY (ARRAY['ADMIN'::text, 'AUDITOR'::text, 'RESOLVER'::text]))),
  constraint organization_role_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id)
);
CREATE CONSTRAINT TRIGGER organization_role_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.organization_role DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('principal_id'); -- always
CREATE TRIGGER organization_role_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.organization_role FOR EACH ROW EXECUTE FUNCTION audit.note_row('{principal_id,role}', '{}'); -- always
CREATE TRIGGER organization_role_no_truncate BEFORE TRUNCATE ON public.organization_role FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select to app;

create table ownership_tag (
  id bigint generated always as identity not null,
  registered_model_id text collate "C" not null,
  key text collate "C" not null,
  team_id text collate "C",
  principal_id text collate "C",
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  set_by text collate "C" not null,
  constraint ownership_tag_pkey PRIMARY KEY (id),
  constraint ownership_tag_check CHECK ((num_nonnulls(team_id, principal_id) = 1)),
  constraint ownership_tag_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint ownership_tag_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint ownership_tag_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);
CREATE UNIQUE INDEX ownership_tag_current ON public.ownership_tag USING btree (registered_model_id, key) WHERE (valid_to IS NULL);
CREATE INDEX ownership_tag_principal ON public.ownership_tag USING btree (principal_id, key) WHERE (valid_to IS NULL);
CREATE INDEX ownership_tag_team ON public.ownership_tag USING btree (team_id, key) WHERE (valid_to IS NULL);
CREATE CONSTRAINT TRIGGER ownership_tag_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.ownership_tag DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('registered_model_id'); -- always
CREATE TRIGGER ownership_tag_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.ownership_tag FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER ownership_tag_no_truncate BEFORE TRUNCATE ON public.ownership_tag FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (valid_to) to app;

create table pack_installation (
  id bigint generated always as identity not null,
  scope_id text collate "C" not null,
  pack_id text collate "C" not null,
  pack_version text collate "C" not null,
  digest text not null,
  installed_by text collate "C" not null,
  installed_at timestamp with time zone default clock_timestamp() not null,
  constraint pack_installation_pkey PRIMARY KEY (id),
  constraint pack_installation_installed_by_fkey FOREIGN KEY (installed_by) REFERENCES principal(id),
  constraint pack_installation_scope_id_pack_id_pack_version_key UNIQUE (scope_id, pack_id, pack_version)
);
CREATE CONSTRAINT TRIGGER pack_installation_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.pack_installation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('scope_id'); -- always
CREATE TRIGGER pack_installation_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.pack_installation FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER pack_installation_no_truncate BEFORE TRUNCATE ON public.pack_installation FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table pack_key (
  log_id text collate "C" not null,
  keyid text collate "C" not null,
  public_key text not null,
  announced_at timestamp with time zone default clock_timestamp() not null,
  constraint pack_key_pkey PRIMARY KEY (log_id, keyid)
);
CREATE CONSTRAINT TRIGGER pack_key_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.pack_key DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('log_id'); -- always
CREATE TRIGGER pack_key_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.pack_key FOR EACH ROW EXECUTE FUNCTION audit.note_row('{log_id,keyid}', '{}'); -- always
CREATE TRIGGER pack_key_no_truncate BEFORE TRUNCATE ON public.pack_key FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table paired_comparison (
  candidate bytea not null,
  champion bytea not null,
  row_column text collate "C" not null,
  score_column text collate "C" not null,
  confidence double precision not null,
  result json not null,
  computed_at timestamp with time zone default clock_timestamp() not null,
  constraint paired_comparison_pkey PRIMARY KEY (candidate, champion, row_column, score_column, confidence),
  constraint paired_comparison_candidate_check CHECK ((length(candidate) = 32)),
  constraint paired_comparison_champion_check CHECK ((length(champion) = 32))
);
grant insert, select to app;

create table preference (
  principal_id text collate "C" not null,
  theme text,
  density text,
  time_zone text,
  single_keys boolean,
  constraint preference_pkey PRIMARY KEY (principal_id),
  constraint preference_density_check CHECK ((density = ANY (ARRAY['ROOMY'::text, 'COMPACT'::text]))),
  constraint preference_theme_check CHECK ((theme = ANY (ARRAY['SYSTEM'::text, 'LIGHT'::text, 'DARK'::text]))),
  constraint preference_time_zone_check CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64))),
  constraint preference_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id)
);
grant insert, select, update (theme, density, time_zone, single_keys) to app;

create table principal (
  id text collate "C" not null,
  kind text not null,
  handle text collate "C" not null,
  display_name text not null,
  email text,
  team_id text collate "C",
  created_at timestamp with time zone default clock_timestamp() not null,
  deactivated_at timestamp with time zone,
  constraint principal_pkey PRIMARY KEY (id),
  constraint principal_check CHECK (((kind = 'SERVICE_ACCOUNT'::text) = (team_id IS NOT NULL))),
  constraint principal_kind_check CHECK ((kind = ANY (ARRAY['USER'::text, 'SERVICE_ACCOUNT'::text, 'SYSTEM'::text]))),
  constraint principal_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint principal_handle_key UNIQUE (handle)
);
CREATE INDEX principal_team ON public.principal USING btree (team_id) WHERE (team_id IS NOT NULL);
CREATE INDEX principal_words ON public.principal USING gin (name_words(((handle || ' '::text) || display_name)));
CREATE CONSTRAINT TRIGGER principal_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.principal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER principal_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.principal FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER principal_no_truncate BEFORE TRUNCATE ON public.principal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update to app;

create table principal_group (
  principal_id text collate "C" not null,
  group_name text collate "C" not null,
  lapses_at timestamp with time zone not null,
  ttl_hours double precision default 8784 not null,
  id uuid default gen_random_uuid() not null,
  constraint principal_group_pkey PRIMARY KEY (principal_id, group_name),
  constraint principal_group_ttl_hours_check CHECK (((ttl_hours > (0)::double precision) AND (ttl_hours <= (8784)::double precision))),
  constraint principal_group_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id)
);
CREATE CONSTRAINT TRIGGER principal_group_is_audited AFTER INSERT OR DELETE ON public.principal_group DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('principal_id'); -- always
CREATE TRIGGER principal_group_is_noted AFTER INSERT OR DELETE ON public.principal_group FOR EACH ROW EXECUTE FUNCTION audit.note_row('{principal_id,id}', '{lapses_at,ttl_hours}'); -- always
CREATE TRIGGER principal_group_lapses BEFORE INSERT OR UPDATE ON public.principal_group FOR EACH ROW EXECUTE FUNCTION bound_lapse();
CREATE TRIGGER principal_group_no_truncate BEFORE TRUNCATE ON public.principal_group FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update (lapses_at) to app;

create table registered_model (
  id text collate "C" not null,
  name text collate "C" not null,
  team_id text collate "C" not null,
  visibility text not null,
  description text default ''::text not null,
  last_version integer default 0 not null,
  instant timestamp with time zone default clock_timestamp() not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  created_by text collate "C" not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  deleted_at timestamp with time zone,
  deleted_by text collate "C",
  risk_tier text,
  constraint registered_model_pkey PRIMARY KEY (id),
  constraint registered_model_risk_tier_check CHECK ((risk_tier = ANY (ARRAY['HIGH'::text, 'MEDIUM'::text, 'LOW'::text]))),
  constraint registered_model_visibility_check CHECK ((visibility = ANY (ARRAY['ORGANIZATION'::text, 'TEAM'::text]))),
  constraint registered_model_created_by_fkey FOREIGN KEY (created_by) REFERENCES principal(id),
  constraint registered_model_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
) with (fillfactor=80);
CREATE INDEX registered_model_created ON public.registered_model USING btree (created_at, id);
CREATE UNIQUE INDEX registered_model_name ON public.registered_model USING btree (name) WHERE (deleted_at IS NULL);
CREATE INDEX registered_model_order ON public.registered_model USING btree (name, id);
CREATE INDEX registered_model_team ON public.registered_model USING btree (team_id, name);
CREATE INDEX registered_model_tier ON public.registered_model USING btree (COALESCE(risk_tier, 'HIGH'::text), name);
CREATE INDEX registered_model_updated ON public.registered_model USING btree (updated_at, id);
CREATE INDEX registered_model_visibility ON public.registered_model USING btree (visibility);
CREATE INDEX registered_model_words ON public.registered_model USING gin (name_words(name));
CREATE TRIGGER registered_model_is_active_on_insert AFTER INSERT ON public.registered_model REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE TRIGGER registered_model_is_active_on_update AFTER UPDATE ON public.registered_model REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE CONSTRAINT TRIGGER registered_model_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.registered_model DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER registered_model_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.registered_model FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER registered_model_no_truncate BEFORE TRUNCATE ON public.registered_model FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (name, team_id, visibility, description, last_version, instant, updated_at, deleted_at, deleted_by, risk_tier) to app;

create table request_place (
  request_id text collate "C" not null,
  policy_index integer not null,
  requirement_index integer not null,
  role text not null,
  team_id text collate "C" not null,
  needed integer not null,
  excludes text[] not null,
  gate text,
  constraint request_place_pkey PRIMARY KEY (request_id, policy_index, requirement_index),
  constraint request_place_request_id_fkey FOREIGN KEY (request_id) REFERENCES transition_request(id),
  constraint request_place_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);
CREATE INDEX request_place_team ON public.request_place USING btree (team_id, role);
CREATE CONSTRAINT TRIGGER request_place_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.request_place DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('request_id'); -- always
CREATE TRIGGER request_place_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.request_place FOR EACH ROW EXECUTE FUNCTION audit.note_row('{request_id,policy_index,requirement_index}', '{}'); -- always
CREATE TRIGGER request_place_no_truncate BEFORE TRUNCATE ON public.request_place FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select to app;

create table review (
  id text collate "C" not null,
  transition_request_id text collate "C" not null,
  registered_model_id text collate "C" not null,
  model_version_id text collate "C" not null,
  state text not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  policies json not null,
  places text[] not null,
  excludes text[] not null,
  rollback_request_id text collate "C",
  constraint review_pkey PRIMARY KEY (id),
  constraint review_check CHECK (((state = ANY (ARRAY['CONFIRMED'::text, 'OVERTURNED'::text])) = (decided_at IS NOT NULL))),
  constraint review_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'OVERDUE'::text, 'CONFIRMED'::text, 'OVERTURNED'::text]))),
  constraint review_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint review_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint review_rollback_request_id_fkey FOREIGN KEY (rollback_request_id) REFERENCES transition_request(id),
  constraint review_transition_request_id_fkey FOREIGN KEY (transition_request_id) REFERENCES transition_request(id),
  constraint review_transition_request_id_key UNIQUE (transition_request_id)
);
CREATE INDEX review_due ON public.review USING btree (due_at) WHERE (state = 'OPEN'::text);
CREATE INDEX review_of_model ON public.review USING btree (registered_model_id) WHERE (decided_at IS NULL);
CREATE INDEX review_of_version ON public.review USING btree (model_version_id) WHERE (decided_at IS NULL);
CREATE CONSTRAINT TRIGGER review_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.review DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('model_version_id'); -- always
CREATE TRIGGER review_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.review FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER review_no_truncate BEFORE TRUNCATE ON public.review FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
CREATE TRIGGER review_stays_decided BEFORE UPDATE ON public.review FOR EACH ROW WHEN ((old.decided_at IS NOT NULL)) EXECUTE FUNCTION refuse_undeciding(); -- always
grant insert, select, update (state, decided_at, rollback_request_id) to app;

create table risk_tier (
  id bigint generated always as identity not null,
  registered_model_id text collate "C" not null,
  tier text not null,
  rationale text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  set_by text collate "C" not null,
  constraint risk_tier_pkey PRIMARY KEY (id),
  constraint risk_tier_check CHECK ((valid_to > valid_from)),
  constraint risk_tier_tier_check CHECK ((tier = ANY (ARRAY['HIGH'::text, 'MEDIUM'::text, 'LOW'::text]))),
  constraint risk_tier_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint risk_tier_set_by_fkey FOREIGN KEY (set_by) REFERENCES principal(id)
);
CREATE UNIQUE INDEX risk_tier_current ON public.risk_tier USING btree (registered_model_id) WHERE (valid_to IS NULL);
CREATE INDEX risk_tier_history ON public.risk_tier USING btree (registered_model_id, valid_from);
CREATE INDEX risk_tier_set_by ON public.risk_tier USING btree (set_by);
CREATE CONSTRAINT TRIGGER risk_tier_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.risk_tier DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('registered_model_id'); -- always
CREATE TRIGGER risk_tier_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.risk_tier FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER risk_tier_no_truncate BEFORE TRUNCATE ON public.risk_tier FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (rationale, valid_to) to app;

create table run (
  uuid uuid not null,
  id text collate "C" not null,
  experiment bigint not null,
  user_id text not null,
  status text not null,
  start_time bigint not null,
  end_time bigint,
  created_at timestamp with time zone default clock_timestamp() not null,
  created_by text collate "C" not null,
  deleted_at timestamp with time zone,
  deleted_by text collate "C",
  constraint run_pkey PRIMARY KEY (uuid),
  constraint run_status_check CHECK ((status = ANY (ARRAY['RUNNING'::text, 'SCHEDULED'::text, 'FINISHED'::text, 'FAILED'::text, 'KILLED'::text]))),
  constraint run_experiment_fkey FOREIGN KEY (experiment) REFERENCES experiment(number),
  constraint run_id_key UNIQUE (id)
) with (fillfactor=90);
CREATE INDEX run_newest ON public.run USING btree (experiment, start_time DESC, uuid);
CREATE CONSTRAINT TRIGGER run_is_audited AFTER INSERT OR DELETE OR UPDATE OF status, deleted_at ON public.run DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER run_is_noted AFTER INSERT OR DELETE OR UPDATE OF status, deleted_at ON public.run FOR EACH ROW EXECUTE FUNCTION audit.note_row('{uuid}', '{end_time}'); -- always
CREATE TRIGGER run_no_truncate BEFORE TRUNCATE ON public.run FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (status, end_time, deleted_at, deleted_by) to app;

create table run_dataset (
  run uuid not null,
  dataset bigint not null,
  tags json not null,
  context text,
  place bigint generated always as identity not null,
  constraint run_dataset_pkey PRIMARY KEY (run, dataset),
  constraint run_dataset_dataset_fkey FOREIGN KEY (dataset) REFERENCES dataset(id),
  constraint run_dataset_run_fkey FOREIGN KEY (run) REFERENCES run(uuid)
);
CREATE INDEX run_dataset_of ON public.run_dataset USING btree (dataset, run);
CREATE TRIGGER run_dataset_is_bounded_on_insert AFTER INSERT ON public.run_dataset REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_run_dataset();
grant insert, select to app;

create table run_metric (
  run uuid not null,
  key integer not null,
  "timestamp" bigint not null,
  step bigint not null,
  value double precision not null,
  constraint run_metric_pkey PRIMARY KEY (run, key, "timestamp", step, value)
);
grant insert, select to app;

create table run_model_input (
  run uuid not null,
  model uuid not null,
  place bigint generated always as identity not null,
  constraint run_model_input_pkey PRIMARY KEY (run, model),
  constraint run_model_input_run_fkey FOREIGN KEY (run) REFERENCES run(uuid)
);
CREATE INDEX run_model_input_of ON public.run_model_input USING btree (model, run);
CREATE TRIGGER run_model_input_is_bounded_on_insert AFTER INSERT ON public.run_model_input REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_run_model_input();
grant insert, select to app;

create table run_model_output (
  run uuid not null,
  model uuid not null,
  step bigint not null,
  place bigint generated always as identity not null,
  constraint run_model_output_pkey PRIMARY KEY (run, model, step),
  constraint run_model_output_run_fkey FOREIGN KEY (run) REFERENCES run(uuid)
);
CREATE INDEX run_model_output_of ON public.run_model_output USING btree (model);
CREATE TRIGGER run_model_output_is_bounded_on_insert AFTER INSERT ON public.run_model_output REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_run_model_output();
grant insert, select to app;

create table run_param (
  run uuid not null,
  key integer not null,
  experiment bigint not null,
  start_time bigint not null,
  value text not null,
  prefix text collate "C" generated always as ("left"(value, 200)) stored not null,
  constraint run_param_pkey PRIMARY KEY (run, key)
);
CREATE INDEX run_param_search ON public.run_param USING btree (experiment, key, prefix, start_time DESC, run);
CREATE TRIGGER run_param_is_bounded_on_insert AFTER INSERT ON public.run_param REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_run_param();
grant insert, select to app;

create table run_tag (
  run uuid not null,
  key integer not null,
  experiment bigint not null,
  start_time bigint not null,
  value text not null,
  prefix text collate "C" generated always as ("left"(value, 200)) stored not null,
  shown boolean default true not null,
  constraint run_tag_pkey PRIMARY KEY (run, key)
);
CREATE INDEX run_tag_search ON public.run_tag USING btree (experiment, key, prefix, start_time DESC, run);
CREATE TRIGGER run_tag_is_bounded_on_insert AFTER INSERT ON public.run_tag REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_run_tag();
CREATE TRIGGER run_tag_is_bounded_on_update AFTER UPDATE ON public.run_tag REFERENCING OLD TABLE AS before NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_run_tag();
grant delete, insert, select, update (value, shown) to app;

create table saved_view (
  id text collate "C" not null,
  principal_id text collate "C" not null,
  screen text collate "C" not null,
  name text,
  query text not null,
  saved_at timestamp with time zone not null,
  constraint saved_view_pkey PRIMARY KEY (id),
  constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 256))),
  constraint saved_view_query_check CHECK ((length(query) <= 100000)),
  constraint saved_view_screen_check CHECK (((length(screen) >= 1) AND (length(screen) <= 200))),
  constraint saved_view_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id)
);
CREATE UNIQUE INDEX saved_view_by_name ON public.saved_view USING btree (principal_id, screen, name);
CREATE INDEX saved_view_of_principal ON public.saved_view USING btree (principal_id, id);
CREATE CONSTRAINT TRIGGER saved_view_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.saved_view DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('principal_id'); -- always
CREATE TRIGGER saved_view_is_bounded_on_insert AFTER INSERT ON public.saved_view REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_saved_view();
CREATE TRIGGER saved_view_is_bounded_on_update AFTER UPDATE ON public.saved_view REFERENCING OLD TABLE AS before NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_saved_view();
CREATE TRIGGER saved_view_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.saved_view FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER saved_view_no_truncate BEFORE TRUNCATE ON public.saved_view FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update (query, saved_at) to app;

create table schema_function (
  name text collate "C" not null,
  digest text not null,
  applied_at timestamp with time zone default clock_timestamp() not null,
  constraint schema_function_pkey PRIMARY KEY (name)
);

create table schema_migration (
  id integer default nextval('schema_migration_id_seq'::regclass) not null,
  "timestamp" bigint not null,
  name character varying not null,
  constraint "PK_0edff5015b71cc0389ae0f4b9a1" PRIMARY KEY (id)
);
grant select to app;

create table session (
  id text collate "C" not null,
  principal_id text collate "C" not null,
  hash bytea not null,
  api_token_id text collate "C",
  issuer text,
  subject text,
  opened_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_check CHECK ((expires_at <= (opened_at + '12:00:00'::interval))),
  constraint session_check1 CHECK (((api_token_id IS NULL) = (issuer IS NOT NULL))),
  constraint session_check2 CHECK (((issuer IS NULL) = (subject IS NULL))),
  constraint session_hash_check CHECK ((octet_length(hash) = 32)),
  constraint session_api_token_id_fkey FOREIGN KEY (api_token_id) REFERENCES api_token(id),
  constraint session_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint session_hash_key UNIQUE (hash)
);
CREATE INDEX session_open ON public.session USING btree (principal_id) WHERE (closed_at IS NULL);
CREATE CONSTRAINT TRIGGER session_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.session DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('principal_id'); -- always
CREATE TRIGGER session_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.session FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER session_no_truncate BEFORE TRUNCATE ON public.session FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (closed_at) to app;

create table session_seen (
  session_id text collate "C" not null,
  at timestamp with time zone not null,
  constraint session_seen_pkey PRIMARY KEY (session_id),
  constraint session_seen_session_id_fkey FOREIGN KEY (session_id) REFERENCES session(id) ON DELETE CASCADE
) with (fillfactor=70);
grant insert, select, update (at) to app;

create table signature_request (
  id text collate "C" not null,
  principal_id text collate "C" not null,
  request_id text collate "C" not null,
  signing_key_id text collate "C" not null,
  statement text not null,
  digest text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  signature text,
  user_verified boolean,
  constraint signature_request_pkey PRIMARY KEY (id),
  constraint signature_request_check CHECK ((((used_at IS NULL) = (signature IS NULL)) AND ((used_at IS NULL) = (user_verified IS NULL)))),
  constraint signature_request_check1 CHECK (((used_at >= issued_at) AND (used_at <= expires_at))),
  constraint signature_request_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint signature_request_request_id_fkey FOREIGN KEY (request_id) REFERENCES transition_request(id),
  constraint signature_request_signing_key_id_fkey FOREIGN KEY (signing_key_id) REFERENCES signing_key(id)
);
CREATE INDEX signature_request_of_principal ON public.signature_request USING btree (principal_id, expires_at);
CREATE CONSTRAINT TRIGGER signature_request_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.signature_request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('request_id'); -- always
CREATE TRIGGER signature_request_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.signature_request FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER signature_request_no_truncate BEFORE TRUNCATE ON public.signature_request FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
CREATE TRIGGER signature_request_stays BEFORE UPDATE ON public.signature_request FOR EACH ROW WHEN ((old.used_at IS NOT NULL)) EXECUTE FUNCTION refuse_resigning(); -- always
grant insert, select, update (used_at, signature, user_verified) to app;

create table signing_key (
  id text collate "C" not null,
  principal_id text collate "C" not null,
  kind text not null,
  name text not null,
  challenge text not null,
  challenge_expires_at timestamp with time zone not null,
  public_key text,
  fingerprint text collate "C",
  registered_at timestamp with time zone,
  minted_by text[],
  confirmed_by text collate "C",
  confirmed_at timestamp with time zone,
  revoked_by text collate "C",
  revoked_at timestamp with time zone,
  credential_id text collate "C",
  rp_id text collate "C",
  sign_count bigint,
  constraint signing_key_pkey PRIMARY KEY (id),
  constraint signing_key_check CHECK ((((registered_at IS NULL) = (public_key IS NULL)) AND ((registered_at IS NULL) = (fingerprint IS NULL)) AND ((registered_at IS NULL) = (minted_by IS NULL)))),
  constraint signing_key_check1 CHECK ((((confirmed_at IS NULL) = (confirmed_by IS NULL)) AND ((confirmed_at IS NULL) OR (registered_at IS NOT NULL)))),
  constraint signing_key_check2 CHECK ((confirmed_by <> principal_id)),
  constraint signing_key_check3 CHECK ((((revoked_at IS NULL) = (revoked_by IS NULL)) AND ((revoked_at IS NULL) OR (registered_at IS NOT NULL)))),
  constraint signing_key_is_of_a_kind CHECK (
CASE kind
    WHEN 'SSH'::text THEN (num_nonnulls(credential_id, rp_id, sign_count) = 0)
    WHEN 'WEBAUTHN'::text THEN (num_nonnulls(credential_id, rp_id, sign_count) =
    CASE
        WHEN (registered_at IS NULL) THEN 0
        ELSE 3
    END)
    ELSE false
END),
  constraint signing_key_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES principal(id),
  constraint signing_key_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint signing_key_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES principal(id),
  constraint signing_key_fingerprint_key UNIQUE (fingerprint),
  constraint signing_key_is_one_credential UNIQUE (rp_id, credential_id)
);
CREATE INDEX signing_key_of_principal ON public.signing_key USING btree (principal_id, id);
CREATE CONSTRAINT TRIGGER signing_key_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.signing_key DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER signing_key_is_bounded_on_insert AFTER INSERT ON public.signing_key REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_signing_key();
CREATE TRIGGER signing_key_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.signing_key FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER signing_key_no_truncate BEFORE TRUNCATE ON public.signing_key FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
CREATE TRIGGER signing_key_stays BEFORE UPDATE ON public.signing_key FOR EACH ROW EXECUTE FUNCTION refuse_rekeying(); -- always
grant insert, select, update (public_key, fingerprint, registered_at, minted_by, confirmed_by, confirmed_at, revoked_by, revoked_at, credential_id, rp_id, sign_count) to app;

create table slot (
  registered_model_id text collate "C" not null,
  slot text collate "C" not null,
  model_version_id text collate "C" not null,
  version integer not null,
  is_stage boolean not null,
  exclusive boolean not null,
  since timestamp with time zone not null,
  constraint slot_pkey PRIMARY KEY (model_version_id, slot),
  constraint slot_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint slot_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id)
);
CREATE UNIQUE INDEX slot_exclusive ON public.slot USING btree (registered_model_id, slot) WHERE exclusive;
CREATE INDEX slot_holder ON public.slot USING btree (registered_model_id, slot, version DESC);
CREATE INDEX slot_name ON public.slot USING btree (slot, model_version_id);
CREATE UNIQUE INDEX slot_one_stage ON public.slot USING btree (model_version_id) WHERE is_stage;
CREATE CONSTRAINT TRIGGER slot_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.slot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('model_version_id'); -- always
CREATE TRIGGER slot_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.slot FOR EACH ROW EXECUTE FUNCTION audit.note_row('{model_version_id,slot}', '{}'); -- always
CREATE TRIGGER slot_no_truncate BEFORE TRUNCATE ON public.slot FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update to app;

create table slot_interval (
  id bigint generated always as identity not null,
  registered_model_id text collate "C" not null,
  model_version_id text collate "C" not null,
  version integer not null,
  slot text collate "C" not null,
  exclusive boolean not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  constraint slot_interval_pkey PRIMARY KEY (id),
  constraint slot_interval_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint slot_interval_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id)
);
CREATE INDEX slot_interval_at ON public.slot_interval USING btree (registered_model_id, slot, valid_from DESC);
CREATE UNIQUE INDEX slot_interval_open ON public.slot_interval USING btree (model_version_id, slot) WHERE (valid_to IS NULL);
CREATE INDEX slot_interval_version ON public.slot_interval USING btree (model_version_id, id);
CREATE TRIGGER slot_interval_is_active_on_insert AFTER INSERT ON public.slot_interval REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE TRIGGER slot_interval_is_active_on_update AFTER UPDATE ON public.slot_interval REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE CONSTRAINT TRIGGER slot_interval_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.slot_interval DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('model_version_id'); -- always
CREATE TRIGGER slot_interval_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.slot_interval FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER slot_interval_no_truncate BEFORE TRUNCATE ON public.slot_interval FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (valid_to) to app;

create table tag (
  subject_id text collate "C" not null,
  key text collate "C" not null,
  value text not null,
  set_by text collate "C",
  minted_by text[],
  set_at timestamp with time zone,
  constraint tag_pkey PRIMARY KEY (subject_id, key)
);
CREATE INDEX tag_search ON public.tag USING btree (key, "left"(value, 200), subject_id);
CREATE TRIGGER tag_is_active_on_delete AFTER DELETE ON public.tag REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE TRIGGER tag_is_active_on_insert AFTER INSERT ON public.tag REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE TRIGGER tag_is_active_on_update AFTER UPDATE ON public.tag REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE CONSTRAINT TRIGGER tag_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.tag DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('subject_id'); -- always
CREATE TRIGGER tag_is_bounded_on_insert AFTER INSERT ON public.tag REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_tag();
CREATE TRIGGER tag_is_bounded_on_update AFTER UPDATE ON public.tag REFERENCING OLD TABLE AS before NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION bound_tag();
CREATE TRIGGER tag_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.tag FOR EACH ROW EXECUTE FUNCTION audit.note_row('{subject_id,key}', '{}'); -- always
CREATE TRIGGER tag_knows_its_setter BEFORE UPDATE OF value ON public.tag FOR EACH ROW WHEN ((NOT (new.set_at IS DISTINCT FROM old.set_at))) EXECUTE FUNCTION forget_setter();
CREATE TRIGGER tag_no_truncate BEFORE TRUNCATE ON public.tag FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update to app;

create table team (
  id text collate "C" not null,
  slug text collate "C" not null,
  name text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint team_pkey PRIMARY KEY (id),
  constraint team_slug_key UNIQUE (slug)
);
CREATE INDEX team_words ON public.team USING gin (name_words(((slug || ' '::text) || name)));
CREATE CONSTRAINT TRIGGER team_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.team DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER team_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.team FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER team_no_truncate BEFORE TRUNCATE ON public.team FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update to app;

create table team_group (
  team_id text collate "C" not null,
  group_name text collate "C" not null,
  role text not null,
  granted_by text[] not null,
  granted_at timestamp with time zone default clock_timestamp() not null,
  constraint team_group_pkey PRIMARY KEY (team_id, group_name, role),
  constraint team_group_role_check CHECK ((role = ANY (ARRAY['VIEWER'::text, 'CONTRIBUTOR'::text, 'MAINTAINER'::text, 'REVIEWER'::text, 'OWNER'::text]))),
  constraint team_group_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);
CREATE INDEX team_group_name ON public.team_group USING btree (group_name);
CREATE CONSTRAINT TRIGGER team_group_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.team_group DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('team_id'); -- always
CREATE TRIGGER team_group_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.team_group FOR EACH ROW EXECUTE FUNCTION audit.note_row('{team_id,group_name,role}', '{}'); -- always
CREATE TRIGGER team_group_no_truncate BEFORE TRUNCATE ON public.team_group FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update to app;

create table team_member (
  team_id text collate "C" not null,
  principal_id text collate "C" not null,
  role text not null,
  granted_by text[] not null,
  granted_at timestamp with time zone default clock_timestamp() not null,
  constraint team_member_pkey PRIMARY KEY (team_id, principal_id, role),
  constraint team_member_role_check CHECK ((role = ANY (ARRAY['VIEWER'::text, 'CONTRIBUTOR'::text, 'MAINTAINER'::text, 'REVIEWER'::text, 'OWNER'::text]))),
  constraint team_member_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id),
  constraint team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);
CREATE INDEX team_member_principal ON public.team_member USING btree (principal_id);
CREATE CONSTRAINT TRIGGER team_member_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.team_member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('team_id'); -- always
CREATE TRIGGER team_member_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.team_member FOR EACH ROW EXECUTE FUNCTION audit.note_row('{team_id,principal_id,role}', '{}'); -- always
CREATE TRIGGER team_member_no_truncate BEFORE TRUNCATE ON public.team_member FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update to app;

create table tracked_author (
  subject uuid not null,
  principal_id text collate "C" not null,
  constraint tracked_author_pkey PRIMARY KEY (subject, principal_id),
  constraint tracked_author_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id)
);
grant insert, select to app;

create table tracking_key (
  id integer generated always as identity not null,
  key text collate "C" not null,
  constraint tracking_key_pkey PRIMARY KEY (id),
  constraint tracking_key_key_key UNIQUE (key)
);
grant insert, select to app;

create table transfer_offer (
  registered_model_id text collate "C" not null,
  team_id text collate "C" not null,
  reason text not null,
  offered_by text collate "C" not null,
  offered_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  constraint transfer_offer_pkey PRIMARY KEY (registered_model_id),
  constraint transfer_offer_offered_by_fkey FOREIGN KEY (offered_by) REFERENCES principal(id),
  constraint transfer_offer_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint transfer_offer_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);
CREATE CONSTRAINT TRIGGER transfer_offer_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.transfer_offer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('registered_model_id'); -- always
CREATE TRIGGER transfer_offer_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.transfer_offer FOR EACH ROW EXECUTE FUNCTION audit.note_row('{registered_model_id}', '{}'); -- always
CREATE TRIGGER transfer_offer_no_truncate BEFORE TRUNCATE ON public.transfer_offer FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select, update to app;

create table transition_request (
  id text collate "C" not null,
  registered_model_id text collate "C" not null,
  model_version_id text collate "C" not null,
  slot text collate "C" not null,
  from_slot text collate "C",
  displaces_id text collate "C",
  displaces_version integer,
  state text not null,
  cause text,
  reason text not null,
  ticket_url text,
  requested_by text collate "C" not null,
  requested_for text[] not null,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  statement text not null,
  content_digest text not null,
  policies json not null,
  cause_policy text collate "C",
  expected_holder integer,
  phase text default 'SIGNATURES'::text not null,
  gates json,
  waivers json,
  emergency json,
  constraint transition_request_pkey PRIMARY KEY (id),
  constraint transition_request_phase_check CHECK ((phase = ANY (ARRAY['GATES'::text, 'SIGNATURES'::text]))),
  constraint transition_request_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'APPLIED'::text, 'REJECTED'::text, 'WITHDRAWN'::text, 'EXPIRED'::text, 'VOIDED'::text]))),
  constraint transition_request_cause_policy_fkey FOREIGN KEY (cause_policy) REFERENCES approval_policy(id),
  constraint transition_request_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint transition_request_registered_model_id_fkey FOREIGN KEY (registered_model_id) REFERENCES registered_model(id),
  constraint transition_request_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES principal(id)
);
CREATE INDEX transition_request_expiry ON public.transition_request USING btree (expires_at, id);
CREATE INDEX transition_request_gates ON public.transition_request USING btree (id) WHERE ((state = 'PENDING'::text) AND (gates IS NOT NULL) AND ((gates)::text <> '[]'::text));
CREATE INDEX transition_request_model ON public.transition_request USING btree (registered_model_id, id);
CREATE UNIQUE INDEX transition_request_open ON public.transition_request USING btree (model_version_id, slot) WHERE (state = 'PENDING'::text);
CREATE INDEX transition_request_pending ON public.transition_request USING btree (expires_at) WHERE (state = 'PENDING'::text);
CREATE INDEX transition_request_requester ON public.transition_request USING btree (requested_by, id);
CREATE INDEX transition_request_slot ON public.transition_request USING btree (slot, id);
CREATE INDEX transition_request_version ON public.transition_request USING btree (model_version_id, id);
CREATE TRIGGER transition_request_has_gates BEFORE INSERT OR UPDATE OF state ON public.transition_request FOR EACH ROW WHEN ((new.state = ANY (ARRAY['PENDING'::text, 'APPLIED'::text]))) EXECUTE FUNCTION require_gates();
CREATE TRIGGER transition_request_is_active_on_insert AFTER INSERT ON public.transition_request REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_model_activity();
CREATE TRIGGER transition_request_is_active_on_update AFTER UPDATE OF state, content_digest ON public.transition_request FOR EACH ROW EXECUTE FUNCTION note_model_activity();
CREATE CONSTRAINT TRIGGER transition_request_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.transition_request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('id'); -- always
CREATE TRIGGER transition_request_is_fixed BEFORE UPDATE OF statement, content_digest, gates, phase ON public.transition_request FOR EACH ROW EXECUTE FUNCTION refuse_resealing();
CREATE TRIGGER transition_request_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.transition_request FOR EACH ROW EXECUTE FUNCTION audit.note_row('{id}', '{}'); -- always
CREATE TRIGGER transition_request_no_truncate BEFORE TRUNCATE ON public.transition_request FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant insert, select, update (state, cause, closed_at, statement, content_digest, cause_policy, phase, gates) to app;

create table user_identity (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  principal_id text collate "C" not null,
  linked_by text[] default '{}'::text[] not null,
  linked_at timestamp with time zone default clock_timestamp() not null,
  id uuid default gen_random_uuid() not null,
  constraint user_identity_pkey PRIMARY KEY (issuer, subject),
  constraint user_identity_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES principal(id)
);
CREATE INDEX user_identity_principal ON public.user_identity USING btree (principal_id);
CREATE CONSTRAINT TRIGGER user_identity_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.user_identity DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('principal_id'); -- always
CREATE TRIGGER user_identity_is_noted AFTER INSERT OR DELETE OR UPDATE ON public.user_identity FOR EACH ROW EXECUTE FUNCTION audit.note_row('{principal_id,id}', '{}'); -- always
CREATE TRIGGER user_identity_no_truncate BEFORE TRUNCATE ON public.user_identity FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
grant delete, insert, select to app;

create table version_artifact (
  model_version_id text collate "C" not null,
  path text collate "C" not null,
  sha256 bytea not null,
  size bigint not null,
  constraint version_artifact_pkey PRIMARY KEY (model_version_id, path),
  constraint version_artifact_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id),
  constraint version_artifact_sha256_fkey FOREIGN KEY (sha256) REFERENCES blob(sha256)
);
CREATE INDEX version_artifact_blob ON public.version_artifact USING btree (sha256);
CREATE CONSTRAINT TRIGGER version_artifact_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.version_artifact DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('model_version_id'); -- always
CREATE TRIGGER version_artifact_is_frozen AFTER DELETE ON public.version_artifact REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_manifest(); -- always
CREATE TRIGGER version_artifact_no_truncate BEFORE TRUNCATE ON public.version_artifact FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate(); -- always
CREATE TRIGGER version_artifact_of_manifest AFTER INSERT ON public.version_artifact REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_manifest(); -- always
grant delete, insert, select to app;

create table version_copy (
  model_version_id text collate "C" not null,
  copied_from text collate "C" not null,
  constraint version_copy_pkey PRIMARY KEY (model_version_id),
  constraint version_copy_copied_from_fkey FOREIGN KEY (copied_from) REFERENCES model_version(id),
  constraint version_copy_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES model_version(id)
);
CREATE INDEX version_copy_from ON public.version_copy USING btree (copied_from, model_version_id);
grant insert, select to app;

create table version_metric (
  model_version_id text collate "C" not null,
  key text collate "C" not null,
  value double precision not null,
  constraint version_metric_pkey PRIMARY KEY (model_version_id, key)
);
CREATE INDEX version_metric_search ON public.version_metric USING btree (key, value, model_version_id);
grant select to app;

create table version_param (
  model_version_id text collate "C" not null,
  key text collate "C" not null,
  value text not null,
  prefix text collate "C" generated always as ("left"(value, 200)) stored not null,
  constraint version_param_pkey PRIMARY KEY (model_version_id, key)
);
CREATE INDEX version_param_search ON public.version_param USING btree (key, prefix, model_version_id);
grant select to app;

create table audit.anchor ( -- owner audit
  log smallint not null,
  kind text collate "C" not null,
  target text collate "C" not null,
  size bigint not null,
  root bytea not null,
  receipt text not null,
  at timestamp with time zone default clock_timestamp() not null,
  constraint anchor_pkey PRIMARY KEY (log, kind, target, size),
  constraint anchor_root_check CHECK ((length(root) = 32))
);
CREATE TRIGGER anchor_is_append_only BEFORE DELETE OR UPDATE ON audit.anchor FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER anchor_no_truncate BEFORE TRUNCATE ON audit.anchor FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select to sequencer;

create table audit.checkpoint ( -- owner audit
  log smallint not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  signed_at timestamp with time zone default clock_timestamp() not null,
  constraint checkpoint_pkey PRIMARY KEY (log, size),
  constraint checkpoint_root_check CHECK ((length(root) = 32))
);
CREATE TRIGGER checkpoint_is_append_only BEFORE DELETE OR UPDATE ON audit.checkpoint FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON audit.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select to sequencer;

create table audit.cosignature ( -- owner audit
  log smallint not null,
  size bigint not null,
  vkey text collate "C" not null,
  line text not null,
  at timestamp with time zone default clock_timestamp() not null,
  constraint cosignature_pkey PRIMARY KEY (log, size, vkey)
);
CREATE TRIGGER cosignature_is_append_only BEFORE DELETE OR UPDATE ON audit.cosignature FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER cosignature_no_truncate BEFORE TRUNCATE ON audit.cosignature FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select to sequencer;

create table audit.disclosure ( -- owner audit
  entry_id bigint not null,
  path text collate "C" not null,
  category text collate "C" not null,
  principal_id text collate "C" not null,
  disclosure text not null,
  constraint disclosure_pkey PRIMARY KEY (entry_id, path),
  constraint disclosure_category_check CHECK ((category = ANY (ARRAY['NAME'::text, 'NETWORK'::text, 'TEXT'::text]))),
  constraint disclosure_path_check CHECK ((path ~ '^(/[A-Za-z0-9_]+)+$'::text))
);
CREATE TRIGGER disclosure_is_not_changed BEFORE UPDATE ON audit.disclosure FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER disclosure_no_truncate BEFORE TRUNCATE ON audit.disclosure FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE CONSTRAINT TRIGGER disclosure_wants_entry AFTER DELETE ON audit.disclosure DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_entry('principal_id'); -- always
grant select to app;

create table audit.entry ( -- owner audit
  id bigint generated always as identity not null,
  xid xid8 default pg_current_xact_id() not null,
  at timestamp with time zone not null,
  stream_kind text collate "C" not null,
  stream_id text collate "C" not null,
  stream_seq bigint not null,
  action text collate "C" not null,
  outcome text collate "C" not null,
  actor_id text collate "C" not null,
  request_id text not null,
  op_id text not null,
  prev_hash bytea not null,
  leaf_hash bytea not null,
  envelope text not null,
  body text not null,
  constraint entry_pkey PRIMARY KEY (id)
) partition by RANGE (id);
CREATE INDEX entry_action ON ONLY audit.entry USING btree (action, at, id);
CREATE INDEX entry_actor ON ONLY audit.entry USING btree (actor_id, at, id);
CREATE INDEX entry_at ON ONLY audit.entry USING btree (at, id);
CREATE INDEX entry_outcome ON ONLY audit.entry USING btree (outcome, at, id) WHERE (outcome <> 'ALLOWED'::text);
CREATE INDEX entry_xid ON ONLY audit.entry USING btree (xid);
CREATE TRIGGER entry_is_append_only BEFORE DELETE OR UPDATE ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant select to sequencer;

create table audit.hardening ( -- owner audit
  entry_id bigint not null,
  level smallint not null,
  findings json not null,
  at timestamp with time zone default clock_timestamp() not null,
  constraint hardening_pkey PRIMARY KEY (entry_id),
  constraint hardening_level_check CHECK (((level >= 0) AND (level <= 3)))
);
CREATE TRIGGER hardening_is_append_only BEFORE DELETE OR UPDATE ON audit.hardening FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER hardening_no_truncate BEFORE TRUNCATE ON audit.hardening FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select to sequencer;

create table audit.index_chunk ( -- owner audit
  log smallint not null,
  chunk integer not null,
  root bytea not null,
  leaves bytea not null,
  constraint index_chunk_pkey PRIMARY KEY (log, chunk)
);
CREATE TRIGGER index_chunk_is_append_only BEFORE DELETE ON audit.index_chunk FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER index_chunk_no_truncate BEFORE TRUNCATE ON audit.index_chunk FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select, update (root, leaves) to sequencer;

create table audit.index_head ( -- owner audit
  log smallint not null,
  bucket integer not null,
  key text collate "C" not null,
  n bigint not null,
  head bytea not null,
  constraint index_head_pkey PRIMARY KEY (log, bucket, key)
) with (fillfactor=70);
CREATE TRIGGER index_head_is_append_only BEFORE DELETE ON audit.index_head FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER index_head_no_truncate BEFORE TRUNCATE ON audit.index_head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select, update (n, head) to sequencer;

create table audit.index_order ( -- owner audit
  log smallint not null,
  size bigint not null,
  asked_at timestamp with time zone default clock_timestamp() not null,
  constraint index_order_pkey PRIMARY KEY (log, size)
);
grant insert, select to app;
grant delete, select to sequencer;

create table audit.keeper ( -- owner audit
  log smallint not null,
  kind text collate "C" not null,
  target text collate "C" not null,
  name text not null,
  vkey text,
  weak boolean default false not null,
  since timestamp with time zone default clock_timestamp() not null,
  removed_at timestamp with time zone,
  state text collate "C" default 'NEW'::text not null,
  detail text,
  size bigint,
  at timestamp with time zone,
  constraint keeper_pkey PRIMARY KEY (log, kind, target)
);
CREATE TRIGGER keeper_is_append_only BEFORE DELETE ON audit.keeper FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER keeper_no_truncate BEFORE TRUNCATE ON audit.keeper FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select, update (name, vkey, weak, since, removed_at, state, detail, size, at) to sequencer;

create table audit.leaf ( -- owner audit
  log smallint not null,
  idx bigint not null,
  entry_id bigint not null,
  hash bytea not null,
  constraint leaf_pkey PRIMARY KEY (log, idx),
  constraint leaf_hash_check CHECK ((length(hash) = 32)),
  constraint leaf_log_entry_id_key UNIQUE (log, entry_id)
);
CREATE TRIGGER leaf_is_append_only BEFORE DELETE OR UPDATE ON audit.leaf FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER leaf_no_truncate BEFORE TRUNCATE ON audit.leaf FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select to sequencer;

create table audit.log_key ( -- owner audit
  log smallint not null,
  vkey text collate "C" not null,
  entry_id bigint not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  retiring_at timestamp with time zone,
  retired_at timestamp with time zone,
  constraint log_key_pkey PRIMARY KEY (log, vkey)
);
CREATE TRIGGER log_key_is_append_only BEFORE DELETE ON audit.log_key FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER log_key_no_truncate BEFORE TRUNCATE ON audit.log_key FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select, update (retiring_at, retired_at) to sequencer;

create table audit.pending ( -- owner audit
  entry_id bigint not null,
  constraint pending_pkey PRIMARY KEY (entry_id)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_insert_scale_factor=0, autovacuum_vacuum_insert_threshold=10000);
grant select to app;
grant delete, select to sequencer;

create view audit.pii as -- owner audit
SELECT entry_id,
    array_agg(disclosure) AS disclosures
   FROM audit.disclosure
  GROUP BY entry_id;
grant select to app;

create table audit.row_change ( -- owner audit
  id bigint generated always as identity not null,
  xid xid8 default pg_current_xact_id() not null,
  tbl text collate "C" not null,
  key text collate "C" not null,
  salt bytea,
  hash bytea,
  constraint row_change_pkey PRIMARY KEY (xid, id)
);
CREATE TRIGGER row_change_is_append_only BEFORE DELETE OR UPDATE ON audit.row_change FOR EACH ROW EXECUTE FUNCTION audit.keep_note(); -- always
CREATE TRIGGER row_change_no_truncate BEFORE TRUNCATE ON audit.row_change FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;

create table audit.row_seal ( -- owner audit
  xid xid8 default pg_current_xact_id() not null,
  entry_id bigint not null,
  changes bigint[] not null,
  last_change bigint generated always as (changes[cardinality(changes)]) stored,
  constraint row_seal_pkey PRIMARY KEY (xid, entry_id)
);
CREATE TRIGGER row_seal_is_append_only BEFORE DELETE OR UPDATE ON audit.row_seal FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER row_seal_no_truncate BEFORE TRUNCATE ON audit.row_seal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;

create table audit.stream ( -- owner audit
  kind text collate "C" not null,
  id text collate "C" not null,
  seq bigint not null,
  head bytea not null,
  last_at timestamp with time zone not null,
  constraint stream_pkey PRIMARY KEY (kind, id)
) with (fillfactor=60);
grant select to app;

create table audit.subject ( -- owner audit
  kind text collate "C" not null,
  subject_id text collate "C" not null,
  entry_id bigint not null,
  role text collate "C" not null,
  label text,
  action text collate "C" not null,
  at timestamp with time zone not null,
  constraint subject_pkey PRIMARY KEY (subject_id, entry_id, kind) INCLUDE (action, at, role)
);
CREATE INDEX subject_entry ON audit.subject USING btree (entry_id);
CREATE TRIGGER subject_is_append_only BEFORE DELETE OR UPDATE ON audit.subject FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER subject_no_truncate BEFORE TRUNCATE ON audit.subject FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant select to sequencer;

create table audit.tree ( -- owner audit
  log smallint not null,
  id text collate "C" not null,
  origin text collate "C" not null,
  opened_at timestamp with time zone default clock_timestamp() not null,
  size bigint default 0 not null,
  frontier bytea not null,
  index_size bigint default 0 not null,
  index_root bytea,
  index_entry bigint,
  index_keys bigint default 0 not null,
  halted text,
  halt_detail text,
  halted_at timestamp with time zone,
  constraint tree_pkey PRIMARY KEY (log),
  constraint tree_id_key UNIQUE (id),
  constraint tree_origin_key UNIQUE (origin)
);
CREATE TRIGGER tree_is_append_only BEFORE DELETE ON audit.tree FOR EACH ROW EXECUTE FUNCTION audit.refuse_change(); -- always
CREATE TRIGGER tree_no_truncate BEFORE TRUNCATE ON audit.tree FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always
grant select to app;
grant insert, select, update (size, frontier, index_size, index_root, index_entry, index_keys, halted, halt_detail, halted_at) to sequencer;

-- add_authors(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.add_authors()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ begin
  new.authors := old.authors || array(
    select distinct a.principal_id from public.tracked_author a
    where a.subject in (new.run, new.logged_model) and a.principal_id <> all (old.authors) order by 1);
  return new;
end $function$;

-- bound_check_report(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_check_report()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.check_report.model_version_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model_version_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.check_report held where held.model_version_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 0 then
      raise exception 'At most 10,000 checks of a version; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_document(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_document()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.document.subject_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct subject_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.document held where held.subject_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 200) or v_bytes > 0 then
      raise exception 'At most 200 documents of a model or version; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_document_revision(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_document_revision()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.document_revision.document_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct document_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.document_revision held where held.document_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 0 then
      raise exception 'At most 1,000 revisions of a document; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_evaluation(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_evaluation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.evaluation.model_version_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model_version_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.evaluation held where held.model_version_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 0 then
      raise exception 'At most 10,000 recorded evaluations of a version; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_experiment_tag(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_experiment_tag()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.experiment_tag.experiment_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct experiment_id from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.value)), 0) from touched held where held.experiment_id = v_owner)
        <= (select coalesce(sum(octet_length(held.value)), 0) from before held where held.experiment_id = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.experiment_tag held where held.experiment_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 tags of an experiment, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_lapse(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_lapse()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ begin
  if new.lapses_at > clock_timestamp() + interval '1 hour' * new.ttl_hours then
    raise exception 'a group lapses % hours after it was shown at the latest', new.ttl_hours using errcode = '42501';
  end if;
  return new;
end $function$;

-- bound_latest_metric(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_latest_metric()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.latest_metric.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.latest_metric held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 100000) or v_bytes > 0 then
      raise exception 'At most 100,000 metrics of a run; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_latest_model_metric(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_latest_model_metric()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.latest_model_metric.model%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model from touched loop
    select count(*), coalesce(sum(octet_length(held.key) + octet_length(held.dataset_name) + octet_length(held.dataset_digest)), 0) into v_rows, v_bytes
      from public.latest_model_metric held where held.model = v_owner;
    if (tg_op = 'INSERT' and v_rows > 100000) or v_bytes > 25165824 then
      raise exception 'At most 100,000 metrics of a logged model, by run and data set, 24 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_logged_model_param(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_logged_model_param()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.logged_model_param.model%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model from touched loop
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.logged_model_param held where held.model = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 params of a logged model, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_logged_model_tag(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_logged_model_tag()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.logged_model_tag.model%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.value)), 0) from touched held where held.model = v_owner)
        <= (select coalesce(sum(octet_length(held.value)), 0) from before held where held.model = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.logged_model_tag held where held.model = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 tags of a logged model, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_run_dataset(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_run_dataset()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.run_dataset.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), coalesce(sum(octet_length(d.source) + coalesce(octet_length(d.schema), 0)
        + coalesce(octet_length(d.profile), 0) + octet_length(held.tags::text)), 0)
      into v_rows, v_bytes
      from public.run_dataset held join public.dataset d on d.id = held.dataset where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 25165824 then
      raise exception 'At most 1,000 data sets of a run, 24 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_run_model_input(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_run_model_input()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.run_model_input.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.run_model_input held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 0 then
      raise exception 'At most 10,000 logged models that a run used; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_run_model_output(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_run_model_output()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.run_model_output.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.run_model_output held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 0 then
      raise exception 'At most 10,000 logged models that a run made; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_run_param(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_run_param()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.run_param.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.run_param held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 4194304 then
      raise exception 'At most 10,000 params of a run, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_run_tag(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_run_tag()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.run_tag.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.value)), 0) from touched held where held.run = v_owner)
        <= (select coalesce(sum(octet_length(held.value)), 0) from before held where held.run = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.run_tag held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 4194304 then
      raise exception 'At most 10,000 tags of a run, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_saved_view(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_saved_view()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.saved_view.principal_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct principal_id from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.query)), 0) from touched held  where held.principal_id = v_owner)
        <= (select coalesce(sum(octet_length(held.query)), 0) from before held  where held.principal_id = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.query)), 0) into v_rows, v_bytes
      from public.saved_view held  where held.principal_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 saved views of a person, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_signing_key(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_signing_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.signing_key.principal_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct principal_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.signing_key held where held.principal_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 200) or v_bytes > 0 then
      raise exception 'At most 200 signing keys of a person, begun ones among them; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- bound_tag(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.bound_tag()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_owner public.tag.subject_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct subject_id from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.value)), 0) from touched held where held.subject_id = v_owner)
        <= (select coalesce(sum(octet_length(held.value)), 0) from before held where held.subject_id = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.tag held where held.subject_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 tags of a registered model or version, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $function$;

-- erase_decisions(p_principal text, p_name boolean, p_text boolean): owner owner; grant execute to app
CREATE OR REPLACE FUNCTION public.erase_decisions(p_principal text, p_name boolean, p_text boolean)
 RETURNS SETOF text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.decision d set printed_name = case when p_name then '(erased)' else d.printed_name end,
      comment = case when p_text and d.comment is not null then '(erased)' else d.comment end
    where d.principal_id = p_principal
      and (p_name and d.printed_name <> '(erased)' or p_text and d.comment <> '(erased)') returning d.request_id;
$function$;

-- erase_emergencies(p_principal text): owner owner; grant execute to app
CREATE OR REPLACE FUNCTION public.erase_emergencies(p_principal text)
 RETURNS SETOF text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.transition_request q
    set emergency = json_build_object('reason', '(erased)', 'incidentUrl', q.emergency -> 'incidentUrl')
    where q.requested_by = p_principal and q.emergency ->> 'reason' <> '(erased)' returning q.id;
$function$;

-- erase_identities(p_principal text): owner owner; grant execute to app
CREATE OR REPLACE FUNCTION public.erase_identities(p_principal text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_rows bigint;
  v_all bigint := 0;
begin
  if not exists (select from public.principal p where p.id = p_principal and p.deactivated_at is not null) then
    raise exception 'identities of whoever is active stay' using errcode = '42501';
  end if;
  delete from public.identity_seen s using public.user_identity i
    where i.principal_id = p_principal and s.issuer = i.issuer and s.subject = i.subject;
  get diagnostics v_rows = row_count;
  v_all := v_all + v_rows;
  delete from public.user_identity i where i.principal_id = p_principal;
  get diagnostics v_rows = row_count;
  v_all := v_all + v_rows;
  update public.session s set subject = '(erased)' where s.principal_id = p_principal and s.subject <> '(erased)';
  get diagnostics v_rows = row_count;
  return v_all + v_rows;
end $function$;

-- erase_reasons(p_principal text): owner owner; grant execute to app
CREATE OR REPLACE FUNCTION public.erase_reasons(p_principal text)
 RETURNS SETOF text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.transition_request q set reason = '(erased)'
    where q.requested_by = p_principal and q.reason <> '(erased)' returning q.id;
$function$;

-- erase_signatures(p_principal text): owner owner; grant execute to app
CREATE OR REPLACE FUNCTION public.erase_signatures(p_principal text)
 RETURNS SETOF text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.signature_request s set statement = '(erased)'
    where s.principal_id = p_principal and s.statement <> '(erased)' returning s.request_id;
$function$;

-- erase_waivers(p_principal text): owner owner; grant execute to app
CREATE OR REPLACE FUNCTION public.erase_waivers(p_principal text)
 RETURNS SETOF text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.transition_request q set waivers = (
      select json_agg(json_build_object('policy', w ->> 'policy', 'key', w ->> 'key', 'reason', '(erased)'))
      from json_array_elements(q.waivers) w)
    where q.requested_by = p_principal and q.waivers is not null and exists (
      select from json_array_elements(q.waivers) w where w ->> 'reason' <> '(erased)') returning q.id;
$function$;

-- forget_setter(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.forget_setter()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  new.set_by := null; new.minted_by := null; new.set_at := null;
  return new;
end $function$;

-- keep_latest_model_metrics(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.keep_latest_model_metrics()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ begin
  insert into public.latest_model_metric (model, key, run, dataset_name, dataset_digest, value, step, timestamp)
    select distinct on (model, key, run, dataset_name, dataset_digest) model, key, run, dataset_name,
      dataset_digest, value, step, timestamp
    from stored
    order by model, key, run, dataset_name, dataset_digest, step desc, timestamp desc, value desc
  on conflict (model, place) do update
    set value = excluded.value, step = excluded.step, timestamp = excluded.timestamp
    where (excluded.step, excluded.timestamp, excluded.value)
      > (latest_model_metric.step, latest_model_metric.timestamp, latest_model_metric.value);
  return null;
end $function$;

-- keep_manifest(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.keep_manifest()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_version text;
  v_manifest json;
begin
  for v_version in select distinct model_version_id from touched loop
    select v.artifacts into v_manifest from public.model_version v
      where v.id = v_version and (tg_op = 'INSERT' or v.snapshot = 'PROVISIONAL');
    if v_manifest is null or (tg_op = 'INSERT' and exists (
      select t.path, encode(t.sha256, 'hex'), t.size::text from touched t where t.model_version_id = v_version
      except select f ->> 'path', f ->> 'sha256', f ->> 'size' from json_array_elements(v_manifest) f
    )) then
      raise exception 'the files of a version are those of its manifest' using errcode = '42501';
    end if;
  end loop;
  return null;
end $function$;

-- keep_version_facts(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.keep_version_facts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ begin
  if tg_op = 'UPDATE' then
    delete from public.version_param where model_version_id = new.id;
    delete from public.version_metric where model_version_id = new.id;
  end if;
  insert into public.version_param (model_version_id, key, value)
    select new.id, p ->> 'key', p ->> 'value' from json_array_elements(new.params) p on conflict do nothing;
  insert into public.version_metric (model_version_id, key, value)
    select new.id, m ->> 'key', (m ->> 'value')::float8 from json_array_elements(new.metrics) m on conflict do nothing;
  return null;
end $function$;

-- name_query(p_text text): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.name_query(p_text text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select string_agg('''' || w.word || ''':*', ' & ')::tsquery
  from unnest(tsvector_to_array(public.name_words(p_text))) w(word)
$function$;

-- name_words(p_name text): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.name_words(p_name text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select array_to_tsvector(array(
    select distinct left(w.word, 200) from regexp_split_to_table(
      lower(normalize(p_name, nfc) collate "default"), '[^[:alnum:]]+') w(word)
    where w.word <> ''))
$function$;

-- note_model_activity(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.note_model_activity()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_models text[];
begin
  case
    when tg_level = 'ROW' then
      v_models := array[new.registered_model_id];
    when tg_table_name = 'registered_model' then
      v_models := array(select distinct t.id from touched t);
    when tg_table_name = 'tag' then
      v_models := array(select distinct coalesce(v.registered_model_id, t.subject_id)
        from touched t left join public.model_version v on v.id = t.subject_id);
    when tg_table_name = 'decision' then
      v_models := array(select distinct q.registered_model_id
        from touched t join public.transition_request q on q.id = t.request_id);
    else
      v_models := array(select distinct t.registered_model_id from touched t);
  end case;
  insert into public.model_activity as a (registered_model_id, at)
    select m.id, clock_timestamp() from unnest(v_models) m(id) order by m.id
    on conflict (registered_model_id) do update set at = excluded.at where a.at < excluded.at;
  return null;
end $function$;

-- place_slot(p_model text, p_version_id text, p_version integer, p_slot text, p_is_stage boolean, p_exclusive boolean, p_landing text): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.place_slot(p_model text, p_version_id text, p_version integer, p_slot text, p_is_stage boolean, p_exclusive boolean, p_landing text)
 RETURNS TABLE(instant timestamp with time zone, from_slot text, displaced_id text, displaced_version integer)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
begin
  update registered_model m set instant = greatest(clock_timestamp(), m.instant + interval '1 microsecond'),
    updated_at = case when p_is_stage then greatest(clock_timestamp(), m.updated_at) else m.updated_at end
    where m.id = p_model returning m.instant into place_slot.instant;
  if p_is_stage then
    delete from slot s where s.model_version_id = p_version_id and s.is_stage returning s.slot into place_slot.from_slot;
    if found then
      update slot_interval i set valid_to = place_slot.instant where i.model_version_id = p_version_id
        and i.slot = place_slot.from_slot and i.valid_to is null;
    end if;
  end if;
  if p_exclusive then
    delete from slot s where s.registered_model_id = p_model and s.slot = p_slot
      returning s.model_version_id, s.version into place_slot.displaced_id, place_slot.displaced_version;
    if found then
      update slot_interval i set valid_to = place_slot.instant where i.model_version_id = place_slot.displaced_id
        and i.slot = p_slot and i.valid_to is null;
      if p_is_stage and p_landing is not null then
        insert into slot values (p_model, p_landing, place_slot.displaced_id, place_slot.displaced_version, true, false,
          place_slot.instant);
        insert into slot_interval (registered_model_id, model_version_id, version, slot, exclusive, valid_from)
          values (p_model, place_slot.displaced_id, place_slot.displaced_version, p_landing, false, place_slot.instant);
      end if;
    end if;
  end if;
  if p_slot is not null then
    insert into slot values (p_model, p_slot, p_version_id, p_version, p_is_stage, p_exclusive, place_slot.instant);
    insert into slot_interval (registered_model_id, model_version_id, version, slot, exclusive, valid_from)
      values (p_model, p_version_id, p_version, p_slot, p_exclusive, place_slot.instant);
  end if;
  if p_is_stage then
    update model_version v set updated_at = greatest(clock_timestamp(), v.updated_at),
        staged = (v.id <> p_version_id or p_slot is not null)
      where v.id in (p_version_id, place_slot.displaced_id);
  end if;
  return next;
end $function$;

-- refuse_going_back(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.refuse_going_back()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ begin
  raise exception 'the newest token seen of an identity does not become older' using errcode = '42501';
end $function$;

-- refuse_rekeying(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.refuse_rekeying()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if old.revoked_at is not null or (old.registered_at is not null
      and (new.public_key, new.fingerprint, new.registered_at, new.minted_by, new.credential_id, new.rp_id)
        is distinct from (old.public_key, old.fingerprint, old.registered_at, old.minted_by, old.credential_id, old.rp_id))
    or (old.confirmed_at is not null and (new.confirmed_at, new.confirmed_by)
      is distinct from (old.confirmed_at, old.confirmed_by))
    or new.sign_count < old.sign_count or (new.sign_count is null and old.sign_count is not null)
  then raise exception 'a signing key stays what it was registered and confirmed as' using errcode = '42501'; end if;
  return new;
end $function$;

-- refuse_reopening(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.refuse_reopening()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ begin
  raise exception 'a check that is completed does not go back' using errcode = '42501';
end $function$;

-- refuse_resealing(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.refuse_resealing()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if old.phase <> 'GATES' or old.state <> 'PENDING' or exists (
    select from public.decision d where d.request_id = old.id and d.verdict = 'APPROVE')
  then raise exception 'what a request asks to be signed is fixed' using errcode = '42501'; end if;
  return new;
end $function$;

-- refuse_resigning(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.refuse_resigning()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if (new.used_at, new.signature, new.user_verified) is distinct from (old.used_at, old.signature, old.user_verified)
  then raise exception 'a signature is given once' using errcode = '42501'; end if;
  return new;
end $function$;

-- refuse_thawing(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.refuse_thawing()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  raise exception 'the content of a version is frozen' using errcode = '42501';
end $function$;

-- refuse_undeciding(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.refuse_undeciding()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  raise exception 'a review that is decided does not change' using errcode = '42501';
end $function$;

-- require_gates(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.require_gates()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if exists (
    select from json_to_recordset(new.policies) as p(id text, revision integer)
    join public.approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
    cross join lateral json_array_elements(r.gates) as g(gate)
    where new.slot = any(r.slots) and not exists (
      select from json_to_recordset(coalesce(new.gates, '[]')) as s(policy text, key text, verdict text)
      where s.policy = p.id and s.key = g.gate ->> 'key' and (new.emergency is not null
        or s.verdict <> 'FAILED' and (new.state <> 'APPLIED' or s.verdict <> 'PENDING'))))
  then raise exception 'a gate of a policy was not evaluated, or has not passed' using errcode = '42501'; end if;
  return new;
end $function$;

-- require_signature(): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.require_signature()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if new.signature_request_id is null and exists (
    select from public.transition_request q
    cross join lateral json_to_recordset(q.policies) as p(id text, revision integer)
    join public.approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
    where q.id = new.request_id and r.signing is not null)
  then raise exception 'a policy wants this decision signed with a key of its signer' using errcode = '42501'; end if;
  return new;
end $function$;

-- audit.append(p_entries json): owner audit; grant execute to app
CREATE OR REPLACE FUNCTION audit.append(p_entries json)
 RETURNS TABLE(entry_id bigint, entry_at timestamp with time zone, seq bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  e record;
  v_own constant xid8 := pg_current_xact_id();
  v_none constant text := repeat('0', 64);
  v_changes bigint[];
  v_rows text;
  v_head bytea;
  v_links text;
  v_formed boolean;
  v_envelope text;
  v_leaf bytea;
begin
  select array_agg(c.id order by c.id), encode(sha256(convert_to('[' || string_agg(
      format('["%s",%s,%s]', c.tbl, c.key, coalesce('"' || encode(c.hash, 'hex') || '"', 'null')), ',' order by c.id) || ']',
      'UTF8')), 'hex')
    into v_changes, v_rows from audit.row_change c
    where c.xid = v_own and (c.xmin = v_own::xid or audit.wrote_here(c.xmin));
  insert into audit.stream (kind, id, seq, head, last_at)
    select distinct x."streamKind", x."streamId", 0, decode(repeat('00', 32), 'hex'), '-infinity'::timestamptz
    from json_to_recordset(p_entries) as x("streamKind" text, "streamId" text)
    order by 1, 2 on conflict do nothing;
  if json_array_length(p_entries) > 1 then
    for e in
      select distinct x."streamKind" as kind, x."streamId" as id
      from json_to_recordset(p_entries) as x("streamKind" text, "streamId" text) order by 1, 2
    loop
      perform from audit.stream s where s.kind = e.kind and s.id = e.id for update;
    end loop;
  end if;
  for e in
    select x.* from json_to_recordset(p_entries) as x(
      "streamKind" text, "streamId" text, action text, outcome text, "actorId" text, "requestId" text,
      "opId" text, body text, disclosures json, subjects json)
  loop
    -- Lengths are asked apart: a pattern that counts to 80 costs ten times as much.
    if e."streamKind" !~ '^[a-z_]+$' or e."streamId" !~ '^[A-Za-z0-9_.:-]+$'
      or e.action !~ '^[A-Za-z0-9_.]+$' or e."actorId" !~ '^[A-Za-z0-9_.:-]+$'
      or length(e."streamKind") > 40 or length(e."streamId") > 80 or length(e.action) > 80 or length(e."actorId") > 80
      or e.outcome not in ('ALLOWED', 'DENIED', 'FAILED') or e.body is null then
      raise exception 'malformed audit entry' using errcode = '22023';
    end if;
    select '[' || coalesce(string_agg(t.link, ',' order by t.link collate "C"), '') || ']', coalesce(bool_and(t.ok), true)
      into v_links, v_formed from (
      select format('["%s","%s","%s"]', s.kind, s.id, s.role) as link,
        (s.kind ~ '^[a-z_.]+$' and s.id ~ '^[A-Za-z0-9_.:-]+$' and s.role ~ '^[A-Za-z_]+$'
          and length(s.kind) <= 80 and length(s.id) <= 80 and length(s.role) <= 40) is true as ok
      from json_to_recordset(e.subjects) as s(kind text, id text, role text)) t;
    if not v_formed then
      raise exception 'malformed link of an audit entry' using errcode = '22023';
    end if;
    select s.seq + 1, s.last_at, s.head into append.seq, entry_at, v_head
      from audit.stream s where s.kind = e."streamKind" and s.id = e."streamId" for update;
    entry_at := greatest(clock_timestamp(), entry_at + interval '1 microsecond');
    v_envelope := format('{"act":"%s","actor":"%s","at":"%s","body":"%s","links":"%s","out":"%s","prev":"%s","rows":"%s","seq":"%s","stream":"%s:%s","v":2}',
      e.action, e."actorId", to_char(entry_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      encode(sha256(convert_to(e.body, 'UTF8')), 'hex'), encode(sha256(convert_to(v_links, 'UTF8')), 'hex'),
      e.outcome, encode(v_head, 'hex'), coalesce(v_rows, v_none), append.seq, e."streamKind", e."streamId");
    v_leaf := sha256('\x00'::bytea || convert_to(v_envelope, 'UTF8'));
    insert into audit.entry (at, stream_kind, stream_id, stream_seq, action, outcome, actor_id, request_id, op_id,
        prev_hash, leaf_hash, envelope, body)
      values (entry_at, e."streamKind", e."streamId", append.seq, e.action, e.outcome, e."actorId", e."requestId",
        e."opId", v_head, v_leaf, v_envelope, e.body)
      returning id into append.entry_id;
    if v_rows is not null then
      insert into audit.row_seal (entry_id, changes) values (append.entry_id, v_changes);
      v_rows := null;
    end if;
    insert into audit.subject (kind, subject_id, entry_id, role, label, action, at)
      select s.kind, s.id, append.entry_id, s.role, s.label, e.action, entry_at
      from json_to_recordset(e.subjects) as s(kind text, id text, role text, label text);
    insert into audit.pending (entry_id) values (append.entry_id);
    if json_typeof(e.disclosures -> 0) = 'object' then
      insert into audit.disclosure (entry_id, path, category, principal_id, disclosure)
        select append.entry_id, d.path, d.category, d."principalId", d.disclosure
        from json_to_recordset(e.disclosures) as d(path text, category text, "principalId" text, disclosure text);
    elsif json_typeof(e.disclosures -> 0) = 'string' then
      -- As the release before this one states them.
      insert into audit.disclosure (entry_id, path, category, principal_id, disclosure)
        select append.entry_id, audit.path_of(d),
          case when audit.path_of(d) = '/actor/name' then 'NAME' else 'NETWORK' end, e."actorId", d
        from json_array_elements_text(e.disclosures) d;
    end if;
    update audit.stream s set seq = append.seq, last_at = entry_at, head = v_leaf
      where s.kind = e."streamKind" and s.id = e."streamId";
    return next;
  end loop;
end $function$;

-- audit.append_log(p_entries json): owner audit; grant execute to sequencer
CREATE OR REPLACE FUNCTION audit.append_log(p_entries json)
 RETURNS TABLE(entry_id bigint, entry_at timestamp with time zone, seq bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if exists (select from json_to_recordset(p_entries) as x("streamKind" text, action text, outcome text)
    where (x."streamKind" = 'log' and x.outcome = 'ALLOWED' and x.action in ('openIncarnation', 'addLogKey',
      'retireLogKey', 'commitIndex', 'haltLog', 'resumeLog', 'reportHardening',
      'changeAnchors', 'changeWitnesses')) is not true) then
    raise exception 'this login appends the acts of the log itself, and no other' using errcode = '42501';
  end if;
  return query select a.entry_id, a.entry_at, a.seq from audit.append(p_entries) a;
end $function$;

-- audit.ensure_partitions(): owner audit; grant execute to app
CREATE OR REPLACE FUNCTION audit.ensure_partitions()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  width constant bigint := 10000000;
  newest bigint := coalesce((select max(id) from audit.entry), 0);
  part bigint;
  made integer := 0;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('audit.ensure_partitions'));
  for part in newest / width .. newest / width + 2 loop
    name := 'entry_p' || part;
    continue when to_regclass('audit.' || name) is not null;
    execute format('create table audit.%I (like audit.entry including defaults including indexes)', name);
    execute format('create unique index on audit.%I (stream_kind, stream_id, stream_seq)', name);
    execute format('alter table audit.entry attach partition audit.%I for values from (%s) to (%s)',
      name, part * width, (part + 1) * width);
    execute format('create trigger entry_no_truncate before truncate on audit.%I
      for each statement execute function audit.refuse_change()', name);
    execute format('alter table audit.%I enable always trigger entry_no_truncate', name);
    execute format('alter table audit.%I enable always trigger entry_is_append_only', name);
    made := made + 1;
  end loop;
  return made;
end $function$;

-- audit.erase(p_principal text, p_categories text[]): owner audit; grant execute to app
CREATE OR REPLACE FUNCTION audit.erase(p_principal text, p_categories text[])
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_own constant xid8 := pg_current_xact_id();
  v_values bigint;
begin
  delete from audit.disclosure d
    using (select e.id from audit.entry e where e.actor_id = p_principal
      union select s.entry_id from audit.subject s where s.kind = 'principal' and s.subject_id = p_principal) named
    where d.entry_id = named.id and d.principal_id = p_principal and d.category = any(p_categories);
  get diagnostics v_values = row_count;
  update audit.row_change c set salt = null
    from (select n.tbl, n.key, min(n.id) as first from audit.row_change n
      where n.xid = v_own and (n.xmin = v_own::xid or audit.wrote_here(n.xmin)) group by n.tbl, n.key) cleared
    where c.tbl = cleared.tbl and c.key = cleared.key and c.id < cleared.first and c.salt is not null;
  if 'NAME' = any(p_categories) then
    update audit.row_change c set salt = null
      where c.tbl in ('principal_group', 'user_identity') and starts_with(c.key, format('["%s"', p_principal)) and c.salt is not null;
  end if;
  return v_values;
end $function$;

-- audit.keep_note(): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.keep_note()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' and new.salt is null
    and (new.id, new.xid, new.tbl, new.key, new.hash) is not distinct from (old.id, old.xid, old.tbl, old.key, old.hash) then
    return new;
  end if;
  raise exception 'the audit log is append-only' using errcode = '42501';
end $function$;

-- audit.note_row(): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.note_row()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET bytea_output TO 'hex'
AS $function$
declare
  v_columns constant text[] := tg_argv[0];
  v_salt constant bytea := uuid_send(gen_random_uuid());
  v_was text;
  v_key text;
  v_row jsonb;
begin
  if tg_op = 'DELETE' or tg_op = 'UPDATE' and cardinality(v_columns) > 1 then
    v_was := audit.row_key(to_jsonb(old), v_columns);
  end if;
  if tg_op <> 'DELETE' then
    if tg_table_name = 'model_version' then
      new.params := null;
      new.metrics := null;
      new.datasets := null;
      new.artifacts := null;
      new.run_snapshot := null;
    end if;
    v_row := jsonb_strip_nulls(to_jsonb(new) - tg_argv[1]::text[]);
    v_key := audit.row_key(v_row, v_columns);
  end if;
  if v_was is distinct from v_key and v_was is not null then
    insert into audit.row_change (tbl, key) values (tg_table_name, v_was);
  end if;
  if v_key is not null then
    insert into audit.row_change (tbl, key, salt, hash)
      values (tg_table_name, v_key, v_salt, sha256(v_salt || convert_to(v_row::text, 'UTF8')));
  end if;
  return null;
end $function$;

-- audit.path_of(p_disclosure text): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.path_of(p_disclosure text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select convert_from(decode(rpad(translate(p_disclosure, '-_', '+/'), (length(p_disclosure) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::json ->> 1;
$function$;

-- audit.refuse_change(): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  raise exception 'the audit log is append-only' using errcode = '42501';
end $function$;

-- audit.refuse_truncate(): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.refuse_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  raise exception 'rows of % go one by one, each with its entry', tg_table_name using errcode = '42501';
end $function$;

-- audit.require_entry(): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.require_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  v_own constant xid8 := pg_current_xact_id();
  v_ids text[];
  v_id text;
  v_sealed bigint;
begin
  case tg_argv[0]
    when 'id' then
      if tg_op <> 'INSERT' then v_ids := array[old.id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.id; end if;
    when 'registered_model_id' then
      if tg_op <> 'INSERT' then v_ids := array[old.registered_model_id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.registered_model_id; end if;
    when 'model_version_id' then
      if tg_op <> 'INSERT' then v_ids := array[old.model_version_id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.model_version_id; end if;
    when 'request_id' then
      if tg_op <> 'INSERT' then v_ids := array[old.request_id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.request_id; end if;
    else
      if tg_op <> 'INSERT' then
        execute format('select array[($1).%I]', tg_argv[0]) into v_ids using old;
      end if;
      if tg_op <> 'DELETE' then
        execute format('select $2 || ($1).%I', tg_argv[0]) into v_ids using new, v_ids;
      end if;
  end case;
  foreach v_id in array v_ids loop
    perform from audit.subject s cross join lateral (
        select e.xid, e.outcome, e.xmin as writer from audit.entry e where e.id = s.entry_id offset 0) e
      where s.subject_id = v_id and s.role not in ('owner', 'team', 'principal', 'policy', 'read')
        and (s.xmin = v_own::xid or audit.wrote_here(s.xmin))
        and e.xid = v_own and e.outcome = 'ALLOWED' and (e.writer = v_own::xid or audit.wrote_here(e.writer))
      order by s.entry_id desc limit 1;
    if not found then
      raise exception 'no audit entry for % of %.%', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
    end if;
  end loop;
  select s.last_change into v_sealed from audit.row_seal s
    where s.xid = v_own and (s.xmin = v_own::xid or audit.wrote_here(s.xmin)) order by s.entry_id desc limit 1;
  if exists (
    select from audit.row_change c where c.xid = v_own and c.id > coalesce(v_sealed, 0)
      and (c.xmin = v_own::xid or audit.wrote_here(c.xmin))
  ) then
    raise exception '% of %.% changed after the last audit entry', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
  end if;
  return null;
end $function$;

-- audit.row_key(p_row jsonb, p_columns text[]): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.row_key(p_row jsonb, p_columns text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select '[' || string_agg(to_json(p_row ->> k.name)::text, ',' order by k.place) || ']'
  from unnest(p_columns) with ordinality as k(name, place);
$function$;

-- audit.wrote_here(p_writer xid): owner audit; nobody else may execute it
CREATE OR REPLACE FUNCTION audit.wrote_here(p_writer xid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  v_own constant bigint := pg_current_xact_id()::text::bigint;
  v_later constant bigint := (p_writer::text::bigint - v_own) & 4294967295;
begin
  return v_later = 0
    or v_later < 2147483648 and pg_xact_status((v_own + v_later)::text::xid8) = 'in progress';
end $function$;
