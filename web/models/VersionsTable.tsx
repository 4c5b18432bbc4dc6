import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { VersionsQuery } from "../gql/graphql.ts";
import { type Clause, readTag } from "../parts/list/clauses.ts";
import { FilteredEmpty } from "../parts/list/FilteredEmpty.tsx";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Problem } from "../parts/page/Problem.tsx";
import { Skeleton } from "../parts/page/Region.tsx";
import { SlotChip } from "../parts/word/Chip.tsx";
import { TagPair } from "../parts/word/TagPair.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count } from "../parts/word/text.ts";
import styles from "./ModelsTable.module.css";

type Versions = VersionsQuery["modelVersions"];

interface Props {
  readonly query: UseInfiniteQueryResult<InfiniteData<Versions>, Error>;
  readonly filter: string;
  readonly clauses: readonly Clause[];
  readonly onFilter: (filter: string) => void;
}

/** Versions of all models, the newest first. */
export const VersionsTable = ({ query, filter, clauses, onFilter }: Props) => {
  if (query.data === undefined)
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={12} />
    );
  const versions = query.data.pages.flatMap(({ nodes }) => nodes);
  if (versions.length === 0)
    return <FilteredEmpty what="version" filter={filter} clauses={clauses} onFilter={onFilter} />;
  const asked = new Set(clauses.filter(({ key }) => key === "tag").map(({ value }) => readTag(value).key));
  return (
    <>
      <ScrollFrame of="Versions" framed>
        <table className={`${table.table} ${table.rows} ${styles.models}`}>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Team</th>
              <th scope="col">Slots</th>
              <th scope="col">Tags</th>
              <th scope="col">Registered</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((each) => (
              <tr key={each.id}>
                <th scope="row">
                  <Link
                    to="/models/$name/versions/$version"
                    params={{ name: each.modelName, version: String(each.version) }}
                    className={table.name}
                  >
                    {each.modelName} v{each.version}
                  </Link>
                </th>
                <td data-label="Team">{each.registeredModel?.team.name}</td>
                <td data-label="Slots">
                  <span className={styles.chips}>
                    {each.stage.name !== "None" && <SlotChip slot={each.stage.name} />}
                    {each.aliases.map((alias) => (
                      <SlotChip key={alias} slot={`@${alias}`} />
                    ))}
                  </span>
                </td>
                <td data-label="Tags">
                  <span className={styles.chips}>
                    {each.tags
                      .filter(({ key }) => asked.size === 0 || asked.has(key))
                      .slice(0, 4)
                      .map((tag) => (
                        <TagPair key={tag.key} of={tag} />
                      ))}
                  </span>
                </td>
                <td data-label="Registered">
                  <Time at={each.createdAt} relative />
                  <span className={styles.since}>{each.createdBy.displayName}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <MoreRows query={query} shown={count(versions.length, "version")} />
    </>
  );
};
