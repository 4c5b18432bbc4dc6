import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MetricTable } from "../parts/chart/MetricTable.tsx";
import { buttonLook } from "../parts/form/Button.tsx";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { comparisonQuery, requestQuery } from "../request/request.queries.ts";
import styles from "./Inbox.module.css";

/** A request at a glance, beside the list; the decision is made on its own page. */
export const Preview = ({ id }: { id: string }) => {
  const query = useQuery(requestQuery(id));
  const request = query.data;
  const against = request?.displaces?.version ?? null;
  const comparison = useQuery({
    ...comparisonQuery(request?.modelName ?? "", request?.version ?? 0, against),
    enabled: request !== undefined && request !== null,
  });
  return (
    <div className={styles.preview}>
      <Region
        title={request ? `${request.modelName} version ${request.version}` : "Preview"}
        flush
        actions={
          <Link to="/requests/$id" params={{ id }} className={buttonLook()}>
            Open
          </Link>
        }
      >
        <Loaded query={comparison} lines={5}>
          {({ version, against: other }) =>
            version === null || version.metrics.length === 0 ? (
              <Nothing>It was registered without metrics that you may read.</Nothing>
            ) : (
              <MetricTable metrics={version.metrics} version={version.version} against={other} bars={false} />
            )
          }
        </Loaded>
      </Region>
    </div>
  );
};
