import { useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Listed } from "../parts/list/Listed.tsx";
import { paged } from "../parts/list/paged.ts";
import table from "../parts/list/table.module.css";
import { useAdministers } from "../parts/people/manages.ts";
import { Person } from "../parts/people/Person.tsx";
import { Time } from "../parts/word/Time.tsx";
import { useViewer } from "../shell/viewer.ts";

const invitationsDocument = graphql(`
  query OpenInvitations($after: String) {
    invitations(filter: { open: true }, first: 50, after: $after) {
      nodes { id createdAt expiresAt principal { displayName handle } createdBy { displayName handle } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const revokeInvitationDocument = graphql(`
  mutation RevokeInvitation($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) {
      invitation { id }
      userErrors { code message path }
    }
  }
`);

const invitationsQuery = paged(
  ["people", "invitations"],
  async (after) => (await ask(invitationsDocument, { after })).invitations,
);

/** Who could still make a token by an invitation: for those who may read it. */
export const Invitations = () => {
  const { organizationRoles } = useViewer();
  return organizationRoles.some((role) => role === "ADMIN" || role === "AUDITOR") ? <Open /> : null;
};

const Open = () => {
  const administers = useAdministers();
  const heads = ["Person", "Invited by", "Ends"];
  return (
    <Listed
      title="Open invitations"
      query={useInfiniteQuery(invitationsQuery)}
      of="Open invitations"
      one="invitation"
      heads={administers ? [...heads, ""] : heads}
      nothing="None can be redeemed."
      row={({ id, expiresAt, principal, createdBy }) => (
        <tr key={id}>
          <th scope="row">
            <Person name={principal.displayName} handle={principal.handle} />
          </th>
          <td>{createdBy.displayName}</td>
          <td>
            <Time at={expiresAt} relative />
          </td>
          {administers && (
            <td className={table.acts}>
              <ActDialog
                label="Take back"
                about={`the invitation of ${principal.displayName}`}
                title={`Take back the invitation of ${principal.displayName}`}
                submit="Take it back"
                danger
                send={async (idempotencyKey) => {
                  const input = { invitationId: id, idempotencyKey };
                  return (await ask(revokeInvitationDocument, { input })).revokeInvitation;
                }}
                said={() => `Taken back: the invitation of ${principal.displayName}.`}
              >
                <p>Nobody can make a token with it from then on. Tokens that were made stay.</p>
              </ActDialog>
            </td>
          )}
        </tr>
      )}
    />
  );
};
