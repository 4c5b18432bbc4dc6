import { graphql } from "../gql/index.ts";

export const createProgramDocument = graphql(`
  mutation CreateProgram($input: CreateServiceAccountInput!) {
    createServiceAccount(input: $input) {
      serviceAccount { id }
      userErrors { code message path }
    }
  }
`);

export const endProgramDocument = graphql(`
  mutation EndProgram($input: DeactivateServiceAccountInput!) {
    deactivateServiceAccount(input: $input) {
      serviceAccount { id }
      userErrors { code message path }
    }
  }
`);

export const teamIdDocument = graphql(`
  query TeamId($slug: String!) {
    team(slug: $slug) { id }
  }
`);
