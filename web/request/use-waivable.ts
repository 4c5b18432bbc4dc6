import { useQuery } from "@tanstack/react-query";
import type { WaivableQuery } from "../gql/graphql.ts";
import type { RequestFacts } from "./Request.tsx";
import { waivableQuery } from "./request.queries.ts";

type Policy = Extract<WaivableQuery["nodes"][number], { gates: unknown }>;
export type WaivableBy = Policy["gates"][number]["waivableBy"];

/** Who may waive a gate of the request now; nobody once it has passed, and before the policies are read. */
export const useWaivable = (of: RequestFacts) => {
  const waits = of.state === "PENDING" && of.phase === "GATES";
  const pending = of.gates.filter(({ verdict }) => waits && verdict === "PENDING");
  const ids = [...new Set(pending.flatMap(({ policy }) => policy?.id ?? []))].sort();
  const { data = [] } = useQuery(waivableQuery(ids));
  return (gate: RequestFacts["gates"][number]): WaivableBy => {
    if (!pending.includes(gate)) return [];
    const policy = data.find(({ id }) => id === gate.policy?.id);
    return policy?.gates.find(({ key }) => key === gate.key)?.waivableBy ?? [];
  };
};
