import { queryOptions } from "@tanstack/react-query";
import { at, bodyOf, send } from "../ask.ts";

/** What `/ready` says: each part, and whether all that is needed is there. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: async () => {
    const [ready, version] = await Promise.all([send(at("ready"), {}), send(at("version"), {})]);
    return { facts: (await bodyOf(ready)) as Record<string, unknown>, version: await version.text() };
  },
  refetchInterval: 15_000,
});
