import { useQuery } from "@tanstack/react-query";
import { MetricTable } from "../parts/chart/MetricTable.tsx";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { championQuery } from "./version.queries.ts";
import type { VersionFacts } from "./version-facts.ts";

/** What it measures, beside the version in Production or the one that it took Production from. */
export const MetricsAgainst = ({ of, champion }: { of: VersionFacts; champion: number | null }) => {
  const query = useQuery(championQuery(of.modelName, champion));
  const title = champion === null ? "Metrics" : `Metrics against version ${champion}`;
  return (
    <Region title={title} flush>
      {of.metrics.length === 0 && champion === null ? (
        <Nothing>It was registered without metrics.</Nothing>
      ) : champion === null ? (
        <MetricTable metrics={of.metrics} version={of.version} against={null} />
      ) : (
        <Loaded query={query} lines={of.metrics.length + 1}>
          {(against) => <MetricTable metrics={of.metrics} version={of.version} against={against} />}
        </Loaded>
      )}
    </Region>
  );
};
