import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { AuditEntryFilter, AuditEntryWholeQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const logDocument = graphql(`
  query AuditLog($filter: AuditEntryFilter, $after: String) {
    auditEntries(filter: $filter, orderBy: { at: DESC }, first: 50, after: $after) {
      nodes {
        id
        action
        outcome
        at
        actor { displayName handle kind }
        channel
        reason
        stream
        seq
        hash
        subjects { role type id label hidden }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const entryDocument = graphql(`
  query AuditEntryWhole($id: ID!) {
    node(id: $id) {
      ... on AuditEntry {
        id
        action
        outcome
        at
        actor { id displayName handle kind roles }
        channel
        client
        clientRequestId
        requestId
        operation
        reason
        decision
        before
        after
        stream
        seq
        hash
        previousHash
        envelope
        body
        subjects { role type id label hidden }
      }
    }
  }
`);

const bytesDocument = graphql(`
  query AuditBytes($filter: AuditEntryFilter, $after: String, $first: Int!) {
    auditEntries(filter: $filter, orderBy: { at: DESC }, first: $first, after: $after) {
      nodes {
        id
        action
        outcome
        at
        actor { handle displayName }
        channel
        reason
        requestId
        operation
        stream
        seq
        hash
        previousHash
        envelope
        body
        subjects { role type id label hidden }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type LogPage = Awaited<ReturnType<typeof readLog>>;
export type LogEntry = LogPage["nodes"][number];

const readLog = async (filter: AuditEntryFilter, after: string | null) =>
  (await ask(logDocument, { filter, after })).auditEntries;

/** The entries that match, the newest first. */
export const logQuery = (filter: AuditEntryFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", "list", filter],
    queryFn: async ({ pageParam }) => readLog(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null),
  });

type Node = NonNullable<AuditEntryWholeQuery["node"]>;
export type WholeEntry = Extract<Node, { hash: string }>;

const isEntry = (node: Node | null | undefined): node is WholeEntry => node != null && "hash" in node;

/** One entry with its bytes; null where it is absent or hidden. */
export const entryQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ["audit", "entry", id],
    queryFn: async () => {
      const { node } = await ask(entryDocument, { id: id ?? "" });
      return isEntry(node) ? node : null;
    },
    enabled: id !== undefined,
  });

export type BytesEntry = Awaited<ReturnType<typeof readBytes>>["nodes"][number];

/** A page of entries with the bytes that their hashes are over. */
export const readBytes = async (filter: AuditEntryFilter, after: string | null, first: number) =>
  (await ask(bytesDocument, { filter, after, first })).auditEntries;
