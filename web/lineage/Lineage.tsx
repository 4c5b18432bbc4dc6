import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Region, Skeleton } from "../parts/page/Region.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import styles from "./Lineage.module.css";
import { LineageTree } from "./LineageTree.tsx";
import { startQuery, startRunQuery } from "./lineage.queries.ts";

/** What a model, or one version of it, came from, and what came of it. */
export const ModelLineage = () => {
  const { name } = useParams({ from: "/shell/models/$name/lineage" });
  const { version } = useSearch({ from: "/shell/models/$name/lineage" });
  const number = version !== undefined && /^\d{1,9}$/.test(version) ? Number(version) : undefined;
  return (
    <Lineage
      query={useQuery(startQuery(name, number))}
      crumbs={
        <>
          <Link to="/models">Models</Link>
          <ChevronRight size="1em" aria-hidden />
          <Link to="/models/$name" params={{ name }}>
            {name}
          </Link>
          {number !== undefined && (
            <>
              <ChevronRight size="1em" aria-hidden />
              <Link to="/models/$name/versions/$version" params={{ name, version: String(number) }}>
                Version {number}
              </Link>
            </>
          )}
        </>
      }
    />
  );
};

/** What a run came from, and what came of it. */
export const RunLineage = () => {
  const { id } = useParams({ from: "/shell/runs/$id/lineage" });
  return (
    <Lineage
      query={useQuery(startRunQuery(id))}
      crumbs={
        <Link to="/runs/$id" params={{ id }}>
          The run
        </Link>
      }
    />
  );
};

interface Props {
  readonly query: UseQueryResult<{ readonly id: string; readonly label: string } | null, Error>;
  readonly crumbs: ReactNode;
}

const Lineage = ({ query, crumbs }: Props) => {
  if (query.data === null) return <NotFound />;
  if (query.data === undefined)
    return (
      <Page title="Lineage" crumbs={crumbs}>
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  const { id, label } = query.data;
  return (
    <Page
      title={`Lineage of ${label}`}
      crumbs={crumbs}
      lead="Arrow keys go through a tree and open it, Enter goes to the page. What you may not see does not show, nor what lies behind it."
    >
      <div className={styles.both}>
        <Region title="What it came from">
          <LineageTree key={id} id={id} way="UPSTREAM" label={`What ${label} came from`} />
        </Region>
        <Region title="What came of it">
          <LineageTree key={id} id={id} way="DOWNSTREAM" label={`What came of ${label}`} />
        </Region>
      </div>
    </Page>
  );
};
