import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { TransitionRequestFilter } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { POLL_MS, unlessTold } from "../live/live.ts";

const inboxDocument = graphql(`
  query Inbox($filter: TransitionRequestFilter, $after: String) {
    transitionRequests(filter: $filter, first: 50, after: $after) {
      nodes {
        id
        modelName
        version
        to
        state
        reason
        requestedAt
        expiresAt
        closedAt
        requestedBy { displayName }
        displaces { version }
        requirements { role needed given team { name slug } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const tabs = { needs: "Needs me", mine: "Mine", decided: "Decided" } as const;
export type Tab = keyof typeof tabs;
export const isTab = (text: string | undefined): text is Tab => text !== undefined && text in tabs;

/** Which requests a tab lists; the service says what one can decide. */
const filterOf = (tab: Tab, handle: string): TransitionRequestFilter =>
  tab === "needs" ? { awaitingMyDecision: true } : tab === "mine" ? { requestedBy: handle } : { decidedBy: handle };

export const inboxQuery = (tab: Tab, handle: string) =>
  infiniteQueryOptions({
    queryKey: ["requests", tab, handle],
    queryFn: async ({ pageParam }) =>
      (await ask(inboxDocument, { filter: filterOf(tab, handle), after: pageParam })).transitionRequests,
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null),
    refetchInterval: () => unlessTold(POLL_MS),
  });

const reviewsDocument = graphql(`
  query InboxReviews {
    reviews(filter: { awaitingMyDecision: true }, first: 50) {
      nodes {
        id
        state
        dueAt
        openedAt
        transitionRequest { id modelName version to emergency { reason incidentUrl } requestedBy { displayName } }
      }
    }
  }
`);

/** Reviews of emergencies that wait for the viewer; the tab of what needs them lists them first. */
export const reviewsQuery = (tab: Tab) =>
  queryOptions({
    queryKey: ["requests", "reviews"],
    queryFn: async () => (await ask(reviewsDocument)).reviews.nodes,
    refetchInterval: () => unlessTold(POLL_MS),
    enabled: tab === "needs",
  });
