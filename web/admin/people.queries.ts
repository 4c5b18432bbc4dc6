import { ask } from "../ask.ts";
import type { AdminPeopleQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { paged } from "../parts/list/paged.ts";

const peopleDocument = graphql(`
  query AdminPeople($filter: UserFilter, $after: String) {
    users(filter: $filter, first: 50, after: $after) {
      nodes {
        id
        handle
        displayName
        kind
        email
        organizationRoles
        deactivatedAt
        team { slug name }
        memberships(first: 20) { roles team { slug name } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type Listed = AdminPeopleQuery["users"]["nodes"][number];

/** People, or programs, whose handles hold the text. */
export const peopleQuery = (kind: "USER" | "SERVICE_ACCOUNT", text: string) =>
  paged(["people", kind, text], async (after) => {
    const filter = { kind, ...(text !== "" && { handleContains: text }) };
    return (await ask(peopleDocument, { filter, after })).users;
  });

export const createUserDocument = graphql(`
  mutation CreatePerson($input: CreateUserInput!) {
    createUser(input: $input) {
      user { id handle }
      userErrors { code message path }
    }
  }
`);

export const inviteDocument = graphql(`
  mutation Invite($input: CreateInvitationInput!) {
    createInvitation(input: $input) {
      code
      invitation { id expiresAt }
      userErrors { code message path }
    }
  }
`);

export const deactivateUserDocument = graphql(`
  mutation Deactivate($input: DeactivateUserInput!) {
    deactivateUser(input: $input) {
      user { id }
      userErrors { code message path }
    }
  }
`);

export const reactivateUserDocument = graphql(`
  mutation Reactivate($input: ReactivateUserInput!) {
    reactivateUser(input: $input) {
      user { id }
      userErrors { code message path }
    }
  }
`);

export const grantRoleDocument = graphql(`
  mutation GrantRole($input: GrantOrganizationRoleInput!) {
    grantOrganizationRole(input: $input) {
      principal { id }
      userErrors { code message path }
    }
  }
`);

export const revokeRoleDocument = graphql(`
  mutation RevokeRole($input: RevokeOrganizationRoleInput!) {
    revokeOrganizationRole(input: $input) {
      principal { id }
      userErrors { code message path }
    }
  }
`);
