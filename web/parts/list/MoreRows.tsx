import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button } from "../form/Button.tsx";
import { Problem } from "../page/Problem.tsx";
import table from "./table.module.css";

type Paged = Pick<
  UseInfiniteQueryResult<unknown, Error>,
  "hasNextPage" | "fetchNextPage" | "isFetchingNextPage" | "isError" | "error" | "refetch"
>;

/** How many rows show, and the next page of them. */
export const MoreRows = ({ query, shown }: { query: Paged; shown: string }) => (
  <>
    {query.isError && <Problem error={query.error as Error} onRetry={() => void query.refetch()} />}
    <p className={table.more}>
      {query.hasNextPage ? `The first ${shown}.` : shown.replace(/$/, " that you may read.")}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </p>
  </>
);
