import { useState } from "react";
import { ask } from "../ask.ts";
import type { OrganizationRole } from "../gql/graphql.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import { ShownOnce } from "../parts/form/ShownOnce.tsx";
import styles from "../parts/list/Pages.module.css";
import { Time } from "../parts/word/Time.tsx";
import { word } from "../parts/word/text.ts";
import {
  deactivateUserDocument,
  grantRoleDocument,
  inviteDocument,
  type Listed,
  reactivateUserDocument,
  revokeRoleDocument,
} from "./people.queries.ts";

/** What an administrator does with a person. */
export const PersonActs = ({ of }: { of: Listed }) => (
  <div className={styles.acts}>
    {of.deactivatedAt === null && <Invite of={of} />}
    {of.deactivatedAt === null && <OrganizationRoles of={of} />}
    <Activity of={of} />
  </div>
);

const Invite = ({ of }: { of: Listed }) => (
  <ActDialog
    label="Invite"
    about={of.displayName}
    title={`Invite ${of.displayName}`}
    submit="Make an invitation"
    send={async (idempotencyKey) =>
      (await ask(inviteDocument, { input: { principalId: of.id, idempotencyKey } })).createInvitation
    }
    said={() => `Invited: ${of.displayName}.`}
    once={({ code, invitation }) => (
      <>
        <ShownOnce
          what="invitation"
          text={`${new URL("invitation", document.baseURI).href}#${code ?? ""}`}
          note={`Hand it to ${of.displayName}, and to nobody else.`}
        />
        {invitation && (
          <p>
            It ends <Time at={invitation.expiresAt} />.
          </p>
        )}
      </>
    )}
  >
    <p>
      {of.displayName} makes a token of their own with it, once. With a token that you made for them, your hand would be
      in what they sign.
    </p>
  </ActDialog>
);

const roles: readonly OrganizationRole[] = ["ADMIN", "AUDITOR", "RESOLVER"];

const OrganizationRoles = ({ of }: { of: Listed }) => {
  const held = of.organizationRoles ?? [];
  const [role, setRole] = useState<OrganizationRole>("AUDITOR");
  const takes = held.includes(role);
  return (
    <ActDialog
      label="Role"
      about={`of ${of.displayName} in the organisation`}
      title={`Role of ${of.displayName} in the organisation`}
      submit={takes ? "Take it" : "Give it"}
      danger={takes}
      send={async (idempotencyKey) => {
        const input = { principalId: of.id, role, idempotencyKey };
        return takes
          ? (await ask(revokeRoleDocument, { input })).revokeOrganizationRole
          : (await ask(grantRoleDocument, { input })).grantOrganizationRole;
      }}
      said={() => `${of.displayName}: role changed.`}
    >
      <p>Held now: {held.length === 0 ? "none" : held.map(word).join(", ")}.</p>
      <Field
        label="Role"
        hint="An admin administers everything, an auditor reads everything, a resolver resolves every model."
      >
        <select value={role} onChange={({ target }) => setRole(target.value as OrganizationRole)}>
          {roles.map((each) => (
            <option key={each} value={each}>
              {word(each)}
            </option>
          ))}
        </select>
      </Field>
    </ActDialog>
  );
};

const Activity = ({ of }: { of: Listed }) => {
  const [reason, setReason] = useState("");
  const active = of.deactivatedAt === null;
  return (
    <ActDialog
      label={active ? "Deactivate" : "Let in again"}
      about={of.displayName}
      title={active ? `Deactivate ${of.displayName}` : `Let ${of.displayName} in again`}
      submit={active ? "Deactivate" : "Let in again"}
      danger={active}
      send={async (idempotencyKey) => {
        const input = { principalId: of.id, ...(reason !== "" && { reason }), idempotencyKey };
        return active
          ? (await ask(deactivateUserDocument, { input })).deactivateUser
          : (await ask(reactivateUserDocument, { input })).reactivateUser;
      }}
      said={() => (active ? `Deactivated: ${of.displayName}.` : `Let in again: ${of.displayName}.`)}
    >
      <p>
        {active
          ? "Their tokens and sessions end at once, and so do their rights. What they signed stays."
          : "They come back with the roles, and the tokens not yet over, that they still have."}
      </p>
      <Field label="Reason">
        <input type="text" value={reason} onChange={({ target }) => setReason(target.value)} />
      </Field>
    </ActDialog>
  );
};
