import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useWatched } from "../live/live.ts";
import { buttonLook } from "../parts/form/Button.tsx";
import { Columns, Page } from "../parts/page/Page.tsx";
import { PrintFoot } from "../parts/page/PrintFoot.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { RunStatusChip } from "../parts/word/RunStatusChip.tsx";
import { TagPairs } from "../parts/word/TagPair.tsx";
import { count } from "../parts/word/text.ts";
import { Curves } from "./Curves.tsx";
import { Inputs, Metrics, Parameters, Source, Versions } from "./RunFacts.tsx";
import { RunFiles } from "./RunFiles.tsx";
import { isAlive, type RunFacts, runQuery } from "./run.queries.ts";

/** Does it train well, and what came of it. */
export const Run = () => {
  const { id } = useParams({ from: "/shell/runs/$id" });
  const query = useQuery(runQuery(id));
  if (query.data === undefined)
    return (
      <Page title="Run">
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={10} />}
      </Page>
    );
  if (query.data === null)
    return (
      <Page title="Run">
        <Nothing>There is no such run, or none that you may read.</Nothing>
      </Page>
    );
  return <Shown of={query.data} />;
};

const Shown = ({ of }: { of: RunFacts }) => {
  useWatched(of.runId, isAlive(of.status));
  return (
    <Page
      title={of.name || of.runId}
      crumbs={<Crumbs of={of} />}
      actions={
        <Link to="/runs/$id/lineage" params={{ id: of.runId }} className={buttonLook()}>
          Lineage
        </Link>
      }
      beside={
        <>
          <RunStatusChip status={of.status} />
          {of.deleted && <span>deleted</span>}
        </>
      }
    >
      <Columns
        aside={
          <>
            <Source of={of} />
            <Inputs of={of} />
            <Region title="Tags" count={of.tags.length}>
              {of.tags.length === 0 ? <Nothing>It carries no tags.</Nothing> : <TagPairs of={of.tags} />}
            </Region>
          </>
        }
      >
        <Curves of={of} />
        <Metrics of={of} />
        <Parameters of={of} />
        <Versions of={of} />
        <RunFiles of={of} />
      </Columns>
      <PrintFoot />
    </Page>
  );
};

const Crumbs = ({ of }: { of: RunFacts }) => (
  <>
    <Link to="/experiments">Experiments</Link>
    {of.experiment && (
      <>
        <ChevronRight size="1em" aria-hidden />
        <Link to="/experiments/$id" params={{ id: of.experiment.experimentId }}>
          {of.experiment.name}
        </Link>
      </>
    )}
    {of.parent && (
      <>
        <ChevronRight size="1em" aria-hidden />
        <Link to="/runs/$id" params={{ id: of.parent.runId }}>
          {of.parent.name}
        </Link>
      </>
    )}
    {of.childCount > 0 && <span> · {count(of.childCount, "run")} nested in it</span>}
  </>
);
