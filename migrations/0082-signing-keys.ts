import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, bounded, governed, noted, roles } from "./sql.js";

/**
 * Approvals signed with the signer's own key: `signing_key` from its challenge to its revocation, `signature_request` a
 * statement to be signed once, and with it the signature. `signing` of a policy's revision says what signatures it wants;
 * null: none.
 */
export class SigningKeys1796688000082 implements Migration {
  name = "SigningKeys1796688000082";

  narrows = {
    "approval_policy_revision: constraint approval_policy_revision_signing_check":
      "the column is new: a service of the last release leaves it null",
    "decision: constraint decision_signature_request_id_fkey":
      "the column is new: a service of the last release leaves it null",
    "decision: constraint decision_signature_request_id_key":
      "the column is new: a service of the last release leaves it null",
  };

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(tables);
    await runner.query(`
      ${governed("signing_key", "id")}
      ${noted("signing_key", ["id"])}
      ${governed("signature_request", "request_id")}
      ${noted("signature_request", ["id"])}
      ${bounded({ table: "signing_key", owner: "principal_id", what: "signing keys of a person, begun ones among them", most: 200 })}`);
    await applyText(runner, ["refuse_rekeying", "refuse_resigning", "require_signature", "erase_signatures"]);
    await runner.query(`
      create trigger signing_key_stays before update on signing_key for each row execute function refuse_rekeying();
      alter table signing_key enable always trigger signing_key_stays;
      create trigger signature_request_stays before update on signature_request for each row
        when (old.used_at is not null) execute function refuse_resigning();
      alter table signature_request enable always trigger signature_request_stays;
      create trigger decision_is_signed before insert on decision for each row execute function require_signature();
      alter table decision enable always trigger decision_is_signed;
      grant select, insert, update (public_key, fingerprint, registered_at, minted_by, confirmed_by, confirmed_at,
        revoked_by, revoked_at) on signing_key to ${app};
      grant select, insert, update (used_at, signature, user_verified) on signature_request to ${app};
      revoke all on function erase_signatures(text) from public;
      grant execute on function erase_signatures(text) to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const tables = `
  create table signing_key (
    id text collate "C" primary key,
    principal_id text collate "C" not null references principal,
    kind text not null, name text not null,
    challenge text not null, challenge_expires_at timestamptz not null,
    public_key text, fingerprint text collate "C" unique, registered_at timestamptz, minted_by text[],
    confirmed_by text collate "C" references principal, confirmed_at timestamptz,
    revoked_by text collate "C" references principal, revoked_at timestamptz,
    check ((registered_at is null) = (public_key is null) and (registered_at is null) = (fingerprint is null)
      and (registered_at is null) = (minted_by is null)),
    check ((confirmed_at is null) = (confirmed_by is null) and (confirmed_at is null or registered_at is not null)),
    check (confirmed_by <> principal_id),
    check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null or registered_at is not null))
  );
  create index signing_key_of_principal on signing_key (principal_id, id);
  create table signature_request (
    id text collate "C" primary key,
    principal_id text collate "C" not null references principal,
    request_id text collate "C" not null references transition_request,
    signing_key_id text collate "C" not null references signing_key,
    statement text not null, digest text not null,
    issued_at timestamptz not null, expires_at timestamptz not null,
    used_at timestamptz, signature text, user_verified boolean,
    check ((used_at is null) = (signature is null) and (used_at is null) = (user_verified is null)),
    check (used_at between issued_at and expires_at)
  );
  create index signature_request_of_principal on signature_request (principal_id, expires_at);
  alter table approval_policy_revision add column signing text
    constraint approval_policy_revision_signing_check check (signing in ('OWN_KEY', 'USER_VERIFIED'));
  alter table decision add column signature_request_id text collate "C" unique references signature_request;`;
