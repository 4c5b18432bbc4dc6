import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ModelsQuery } from "../gql/graphql.ts";
import type { Clause } from "../parts/list/clauses.ts";
import { FilteredEmpty } from "../parts/list/FilteredEmpty.tsx";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import { SortHeader } from "../parts/list/SortHeader.tsx";
import table from "../parts/list/table.module.css";
import { Problem } from "../parts/page/Problem.tsx";
import { Skeleton } from "../parts/page/Region.tsx";
import { Avatar } from "../parts/people/Person.tsx";
import { Chip, SlotChip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, Word } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import { EmptyRegistry } from "./EmptyRegistry.tsx";
import styles from "./ModelsTable.module.css";

type Models = ModelsQuery["registeredModels"];
type Model = Models["nodes"][number];

interface Props {
  readonly query: UseInfiniteQueryResult<InfiniteData<Models>, Error>;
  readonly filter: string;
  readonly clauses: readonly Clause[];
  readonly sort: string | undefined;
  readonly onSort: (sort: string) => void;
  readonly onFilter: (filter: string) => void;
}

export const ModelsTable = ({ query, filter, clauses, sort = "name", onSort, onFilter }: Props) => {
  if (query.data === undefined)
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={12} />
    );
  const models = query.data.pages.flatMap(({ nodes }) => nodes);
  if (models.length === 0)
    return clauses.length > 0 ? (
      <FilteredEmpty what="model" filter={filter} clauses={clauses} onFilter={onFilter} />
    ) : (
      <EmptyRegistry />
    );
  return (
    <>
      <ScrollFrame of="Models" framed>
        <table className={`${table.table} ${table.rows} ${styles.models}`}>
          <thead>
            <tr>
              <SortHeader of="name" sort={sort} onSort={onSort}>
                Model
              </SortHeader>
              <th scope="col">Team</th>
              <th scope="col">Production</th>
              <th scope="col">Other slots</th>
              <th scope="col">Latest</th>
              <SortHeader of="activity" sort={sort} onSort={onSort}>
                Last activity
              </SortHeader>
              <th scope="col">Owners</th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <ModelRow key={model.id} model={model} />
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <MoreRows query={query} shown={count(models.length, "model")} />
    </>
  );
};

const ModelRow = ({ model }: { model: Model }) => {
  const guarded = new Set(model.guards.map(({ slot }) => slot));
  const production = model.slots.find(({ slot }) => slot.toLowerCase() === "production");
  const others = model.slots.filter((slot) => slot !== production);
  return (
    <tr>
      <th scope="row" className={styles.model}>
        <Link to="/models/$name" params={{ name: model.name }} className={table.name}>
          {model.name}
        </Link>
        {model.description !== "" && <span className={styles.description}>{model.description}</span>}
      </th>
      <td data-label="Team">{model.team.name}</td>
      <td data-label="Production">
        {production === undefined ? (
          <span className={table.quiet}>empty</span>
        ) : (
          <>
            <Link
              to="/models/$name/versions/$version"
              params={{ name: model.name, version: String(production.version) }}
              className={styles.chip}
            >
              <SlotChip slot={production.slot} version={production.version} locked={guarded.has(production.slot)} />
            </Link>
            <span className={styles.since}>
              since <Time at={production.since} relative />
            </span>
          </>
        )}
      </td>
      <td data-label="Other slots">
        <span className={styles.chips}>
          {others.map(({ slot, version }) => (
            <SlotChip key={slot} slot={slot} version={version} locked={guarded.has(slot)} />
          ))}
          {model.openRequestCount > 0 && <Chip tone="warn">{count(model.openRequestCount, "open request")}</Chip>}
        </span>
      </td>
      <td data-label="Latest">
        {model.latestVersion === null || model.latestVersion === undefined ? (
          <span className={table.quiet}>no version</span>
        ) : (
          <>
            <Link
              to="/models/$name/versions/$version"
              params={{ name: model.name, version: String(model.latestVersion.version) }}
              className={table.name}
            >
              v{model.latestVersion.version}
            </Link>
            <span className={styles.since}>
              <Time at={model.latestVersion.createdAt} relative />
            </span>
          </>
        )}
      </td>
      <td data-label="Last activity">
        <Time at={model.lastActivityAt} relative />
      </td>
      <td data-label="Owners">
        <span className={styles.owners}>
          {model.ownershipTags.map(({ key, team, principal }) => {
            const name = team?.name ?? principal?.displayName ?? "";
            return (
              <span key={key} title={`${Word(key)}: ${name}`}>
                <Avatar name={name} />
                <Unseen>
                  {Word(key)}: {name}
                </Unseen>
              </span>
            );
          })}
        </span>
      </td>
    </tr>
  );
};
