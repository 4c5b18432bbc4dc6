import { infiniteQueryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";

const experimentsDocument = graphql(`
  query Experiments($filter: ExperimentFilter, $after: String) {
    experiments(filter: $filter, first: 50, after: $after) {
      nodes {
        id
        experimentId
        name
        visibility
        updatedAt
        createdAt
        team { name }
        lastRunAt
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Experiments whose names hold the text, the newest first. */
export const experimentsQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: ["experiments", text],
    queryFn: async ({ pageParam }) => {
      const filter = text === "" ? null : { name: { operator: "ILIKE" as const, value: `%${text}%` } };
      return (await ask(experimentsDocument, { filter, after: pageParam })).experiments;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null),
  });
