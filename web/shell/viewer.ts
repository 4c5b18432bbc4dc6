import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { POLL_MS, unlessTold } from "../live/live.ts";

const viewerDocument = graphql(`
  query Viewer {
    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {
      nodes { id }
      pageInfo { hasNextPage }
    }
    viewer {
      principal { id handle displayName kind }
      organizationRoles
      scopes
      teams { team { slug name } roles }
    }
  }
`);

const waitingKey = ["requests", "waiting"];

/** Who is signed in, and with it what waits for them: read once, and again when the session changes hands. */
export const viewerQuery = queryOptions({
  queryKey: ["viewer"],
  queryFn: async ({ client }) => {
    const { viewer, transitionRequests } = await ask(viewerDocument);
    client.setQueryData(waitingKey, transitionRequests);
    return viewer;
  },
  staleTime: 5 * 60_000,
});

export const useViewer = () => useSuspenseQuery(viewerQuery).data;

/** Whether the log is theirs to read: auditors and admins read all of it, a team's owners what their team owned. */
export const useReadsLog = (): boolean => {
  const { organizationRoles, teams } = useViewer();
  return (
    organizationRoles.some((role) => role === "ADMIN" || role === "AUDITOR") ||
    teams.some(({ roles }) => roles.includes("OWNER"))
  );
};

const waitingDocument = graphql(`
  query Waiting {
    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {
      nodes { id }
      pageInfo { hasNextPage }
    }
  }
`);

/** Requests that wait for the viewer, as the badge shows them: `3`, `50+`, or nothing. */
export const useWaiting = (): string => {
  const { data } = useQuery({
    queryKey: waitingKey,
    queryFn: async () => (await ask(waitingDocument)).transitionRequests,
    refetchInterval: () => unlessTold(POLL_MS),
  });
  if (data === undefined || data.nodes.length === 0) return "";
  return data.pageInfo.hasNextPage ? `${data.nodes.length}+` : String(data.nodes.length);
};
