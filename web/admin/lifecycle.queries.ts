import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";

const lifecycleDocument = graphql(`
  query AdminLifecycle {
    lifecycle { stages { name exclusive } edges { from to } }
  }
`);

export const lifecycleQuery = queryOptions({
  queryKey: ["lifecycle"],
  queryFn: async () => (await ask(lifecycleDocument)).lifecycle,
});

export const setLifecycleDocument = graphql(`
  mutation SetLifecycle($input: SetLifecycleInput!) {
    setLifecycle(input: $input) {
      lifecycle { stages { name } }
      userErrors { code message path }
    }
  }
`);
