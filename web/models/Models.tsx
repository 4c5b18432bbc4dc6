import { type UseQueryResult, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Views } from "../parts/views/Views.tsx";
import beside from "./FacetsPanel.module.css";
import { FacetsPanel } from "./FacetsPanel.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { type Facets, modelFacetsQuery, versionFacetsQuery } from "./facets.queries.ts";
import { asksVersions, parseFilter } from "./filter.ts";
import { ModelsTable } from "./ModelsTable.tsx";
import { modelFilter, modelsQuery, versionFilter, versionsQuery } from "./models.queries.ts";
import { VersionsTable } from "./VersionsTable.tsx";

/** What is live, whose it is, and what waits for a decision. */
export const Models = () => {
  const { q = "", sort, show } = useSearch({ from: "/shell/models" });
  const navigate = useNavigate({ from: "/models" });
  const clauses = useMemo(() => parseFilter(q), [q]);
  const versions = asksVersions(clauses) || show === "versions";
  const search = (change: { q?: string | undefined; sort?: string | undefined; show?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...change }) });
  return (
    <Page wide title="Models" lead="What is live, whose it is, and what waits for a decision." actions={<Views />}>
      <FilterBar
        filter={q}
        versions={versions}
        onFilter={(filter) => search({ q: filter || undefined })}
        onShow={(shown) => search({ show: shown === "versions" ? "versions" : undefined })}
      />
      {versions ? (
        <VersionList clauses={clauses} onFilter={(filter) => search({ q: filter || undefined })} filter={q} />
      ) : (
        <ModelList
          clauses={clauses}
          filter={q}
          sort={sort}
          onSort={(next) => search({ sort: next === "name" ? undefined : next })}
          onFilter={(filter) => search({ q: filter || undefined })}
        />
      )}
    </Page>
  );
};

interface ListProps {
  readonly clauses: ReturnType<typeof parseFilter>;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

const ModelList = ({
  clauses,
  filter,
  sort,
  onSort,
  onFilter,
}: ListProps & { sort: string | undefined; onSort: (sort: string) => void }) => {
  const asked = modelFilter(clauses);
  const query = useInfiniteQuery(modelsQuery(asked, sort));
  const facets = useQuery(modelFacetsQuery(asked));
  return (
    <Beside facets={facets} filter={filter} onFilter={onFilter}>
      <ModelsTable query={query} filter={filter} clauses={clauses} sort={sort} onSort={onSort} onFilter={onFilter} />
    </Beside>
  );
};

const VersionList = ({ clauses, filter, onFilter }: ListProps) => {
  const asked = versionFilter(clauses);
  const query = useInfiniteQuery(versionsQuery(asked));
  const facets = useQuery(versionFacetsQuery(asked));
  return (
    <Beside facets={facets} filter={filter} onFilter={onFilter}>
      <VersionsTable query={query} filter={filter} clauses={clauses} onFilter={onFilter} />
    </Beside>
  );
};

interface BesideProps {
  readonly facets: UseQueryResult<Facets, Error>;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly children: ReactNode;
}

/** A list with what narrows it down; where it has no values to choose from, the list alone. */
const Beside = ({ facets, filter, onFilter, children }: BesideProps) =>
  facets.data?.facets.every(({ values }) => values.length === 0) ? (
    children
  ) : (
    <div className={beside.beside}>
      <div>
        {facets.error && <Problem error={facets.error} onRetry={() => void facets.refetch()} />}
        {facets.data && <FacetsPanel of={facets.data} filter={filter} onFilter={onFilter} />}
      </div>
      <div>{children}</div>
    </div>
  );
