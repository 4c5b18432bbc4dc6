import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { LogQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const logDocument = graphql(`
  query Log {
    auditLog {
      id
      origin
      vkeys
      size
      root
      checkpoint
      indexSize
      pending
      oldestPendingAt
      state
      haltReason
      hardening { level findings }
      witnesses { name state size at detail }
      anchors { kind target isWeak state size at detail }
    }
  }
`);

export type LogFacts = LogQuery["auditLog"];

/** How the Merkle log stands; asked again, since it grows by itself. */
export const logQuery = queryOptions({
  queryKey: ["log"],
  queryFn: async () => (await ask(logDocument)).auditLog,
  refetchInterval: 15_000,
});
