import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { POLL_MS, unlessTold } from "../live/live.ts";
import { takeOver } from "./own-preferences.ts";

const viewerDocument = graphql(`
  query Viewer {
    ...Waiting
    viewer {
      principal { id handle displayName kind }
      organizationRoles
      scopes
      teams { team { slug name } roles }
      preferences { theme density singleKeys timeZone }
    }
  }

  fragment Waiting on Query {
    transitionRequests(filter: { awaitingMyDecision: true }, first: 50) {
      nodes { id }
      pageInfo { hasNextPage }
    }
    reviews(filter: { awaitingMyDecision: true }, first: 50) {
      nodes { id }
      pageInfo { hasNextPage }
    }
  }
`);

const waitingKey = ["requests", "waiting"];

/** Who is signed in, and with it what waits for them: read once, and again when the session changes hands. */
export const viewerQuery = queryOptions({
  queryKey: ["viewer"],
  queryFn: async ({ client }) => {
    const { viewer, ...waiting } = await ask(viewerDocument);
    client.setQueryData(waitingKey, waiting);
    takeOver(viewer.preferences);
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

const admittedDocument = graphql(`
  query LogAdmits { auditLog { anchors { kind } } }
`);

/** Whether COUNTERSIGN_LOG_ACCESS admits the viewer: auditors and admins always, others where it says so. */
export const useSeesLog = (): boolean => {
  const { organizationRoles } = useViewer();
  const sure = organizationRoles.some((role) => role === "ADMIN" || role === "AUDITOR");
  const { data } = useQuery({
    queryKey: ["log", "admits"],
    queryFn: async () => (await ask(admittedDocument)).auditLog.anchors !== null,
    enabled: !sure,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return sure || data === true;
};

const waitingDocument = graphql(`
  query Waiting { ...Waiting }
`);

/** Requests and reviews that wait for the viewer, as the badge shows them: `3`, `50+`, or nothing. */
export const useWaiting = (): string => {
  const { data } = useQuery({
    queryKey: waitingKey,
    queryFn: () => ask(waitingDocument),
    refetchInterval: () => unlessTold(POLL_MS),
  });
  const lists = data === undefined ? [] : [data.transitionRequests, data.reviews];
  const many = lists.reduce((sum, { nodes }) => sum + nodes.length, 0);
  if (many === 0) return "";
  return lists.some(({ pageInfo }) => pageInfo.hasNextPage) ? `${many}+` : String(many);
};
