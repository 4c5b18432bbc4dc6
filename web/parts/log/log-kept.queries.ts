import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../ask.ts";
import { graphql } from "../../gql/index.ts";

const keptDocument = graphql(`
  query LogKeepers {
    auditLog { ...LogKept }
  }

  fragment LogKept on AuditLog {
    id
    state
    haltReason
    anchors { isWeak state size }
    witnesses { state size }
  }
`);

/** Who keeps checkpoints of the log, in one question. */
export const keptQuery = queryOptions({
  queryKey: ["log", "kept"],
  queryFn: async () => (await ask(keptDocument)).auditLog,
});
