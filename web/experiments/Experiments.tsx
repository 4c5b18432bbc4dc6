import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import bar from "../parts/list/bar.module.css";
import { FilterField } from "../parts/list/FilterField.tsx";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Skeleton } from "../parts/page/Region.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count } from "../parts/word/text.ts";
import { experimentsQuery } from "./experiments.queries.ts";

/** Where runs are logged, and when something last was. */
export const Experiments = () => {
  const { q = "" } = useSearch({ from: "/shell/experiments" });
  const navigate = useNavigate({ from: "/experiments" });
  return (
    <Page title="Experiments" lead="Where runs are logged; whose each is, and when a run last began in it.">
      <search className={bar.bar}>
        <FilterField
          label="Filter experiments"
          placeholder="Name"
          hint="It finds experiments with the text in their names."
          filter={q}
          onFilter={(filter) => void navigate({ search: { q: filter || undefined } })}
        />
      </search>
      <List text={q} />
    </Page>
  );
};

const List = ({ text }: { text: string }) => {
  const query = useInfiniteQuery(experimentsQuery(text));
  if (query.data === undefined)
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const experiments = query.data.pages.flatMap(({ nodes }) => nodes);
  if (experiments.length === 0)
    return (
      <Nothing>
        {text === ""
          ? "There is no experiment yet that you may read: a client’s first run makes one."
          : `No experiment that you may read has “${text}” in its name.`}
      </Nothing>
    );
  return (
    <>
      <ScrollFrame of="Experiments" framed>
        <table className={`${table.table} ${table.rows}`}>
          <thead>
            <tr>
              <th scope="col">Experiment</th>
              <th scope="col">Team</th>
              <th scope="col">Who reads it</th>
              <th scope="col">Last run began</th>
              <th scope="col">MLflow’s id</th>
            </tr>
          </thead>
          <tbody>
            {experiments.map(({ id, experimentId, name, team, visibility, lastRunAt }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to="/experiments/$id" params={{ id: experimentId }}>
                    {name}
                  </Link>
                </th>
                <td>{team?.name ?? "the organisation"}</td>
                <td>{visibility === "TEAM" ? "its team" : "everybody here"}</td>
                <td>{lastRunAt ? <Time at={lastRunAt} relative /> : "never"}</td>
                <td className={table.key}>{experimentId}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <MoreRows query={query} shown={count(experiments.length, "experiment")} />
    </>
  );
};
