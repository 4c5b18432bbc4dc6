import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ModelVersionsQuery } from "../gql/graphql.ts";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { SlotChip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, number, signed } from "../parts/word/text.ts";
import styles from "./Model.module.css";
import { modelVersionsQuery } from "./model.queries.ts";
import type { ModelFacts } from "./model-facts.ts";

type VersionRow = ModelVersionsQuery["modelVersions"]["nodes"][number];

const STANDARD_COLUMNS = 2;

/** Its versions, the newest first, with the metrics that one chose and their distance to the one in Production. */
export const Versions = ({ of }: { of: ModelFacts }) => {
  const query = useInfiniteQuery(modelVersionsQuery(of.name));
  const versions = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const keys = [...new Set(versions.flatMap(({ metrics }) => metrics.map(({ key }) => key)))].sort();
  const [columns, choose] = useColumns(keys);
  const live = of.slots.find(({ slot }) => slot.toLowerCase() === "production")?.version;
  const champion = versions.find(({ version }) => version === live);
  return (
    <Region
      title="Versions"
      count={of.latestVersion ? undefined : 0}
      flush
      actions={keys.length > 0 && <ColumnChoice keys={keys} chosen={columns} onChoose={choose} />}
    >
      <Loaded query={query} lines={linesOf(of)}>
        {() =>
          versions.length === 0 ? (
            <Nothing>No version is registered yet.</Nothing>
          ) : (
            <>
              <ScrollFrame of="Versions">
                <table className={`${table.table} ${table.rows}`}>
                  <thead>
                    <tr>
                      <th scope="col">Version</th>
                      <th scope="col">Slots</th>
                      {columns.map((key) => (
                        <th key={key} scope="col" className={table.number}>
                          <span className={table.key}>{key}</span>
                        </th>
                      ))}
                      <th scope="col">Registered</th>
                    </tr>
                  </thead>
                  <tbody>
                    {versions.map((version) => (
                      <Row key={version.id} name={of.name} of={version} columns={columns} champion={champion} />
                    ))}
                  </tbody>
                </table>
              </ScrollFrame>
              <div className={styles.below}>
                <MoreRows query={query} shown={count(versions.length, "version")} />
              </div>
            </>
          )
        }
      </Loaded>
    </Region>
  );
};

/** What the table takes, as far as a window shows it: a row is a line and a half. */
const linesOf = ({ latestVersion }: ModelFacts): number => Math.min(20, 2 + 1.5 * (latestVersion?.version ?? 0));

/** The chosen metric columns, kept in the address; the first two without a choice. */
const useColumns = (keys: readonly string[]): [readonly string[], (columns: readonly string[]) => void] => {
  const { columns } = useSearch({ from: "/shell/models/$name" });
  const navigate = useNavigate({ from: "/models/$name" });
  const chosen =
    columns === undefined ? keys.slice(0, STANDARD_COLUMNS) : columns.split(",").filter((key) => keys.includes(key));
  return [
    chosen,
    (next) =>
      void navigate({
        search: (before) => ({ ...before, columns: next.join(",") || "none" }),
        replace: true,
        resetScroll: false,
      }),
  ];
};

const ColumnChoice = ({
  keys,
  chosen,
  onChoose,
}: {
  keys: readonly string[];
  chosen: readonly string[];
  onChoose: (columns: readonly string[]) => void;
}) => (
  <details className={styles.columns}>
    <summary>Columns</summary>
    <fieldset>
      <legend>Metrics to show</legend>
      {keys.map((key) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={({ target }) =>
              onChoose(keys.filter((each) => (each === key ? target.checked : chosen.includes(each))))
            }
          />
          <code>{key}</code>
        </label>
      ))}
    </fieldset>
  </details>
);

interface RowProps {
  readonly name: string;
  readonly of: VersionRow;
  readonly columns: readonly string[];
  readonly champion: VersionRow | undefined;
}

const Row = ({ name, of, columns, champion }: RowProps) => (
  <tr>
    <th scope="row">
      <Link to="/models/$name/versions/$version" params={{ name, version: String(of.version) }} className={table.name}>
        v{of.version}
      </Link>
    </th>
    <td>
      <span className={styles.chips}>
        {of.stage.name !== "None" && <SlotChip slot={of.stage.name} />}
        {of.aliases.map((alias) => (
          <SlotChip key={alias} slot={`@${alias}`} />
        ))}
      </span>
    </td>
    {columns.map((key) => (
      <MetricCell key={key} metric={key} of={of} champion={champion} />
    ))}
    <td>
      <Time at={of.createdAt} relative />
      <span className={styles.by}>{of.createdBy.displayName}</span>
    </td>
  </tr>
);

const MetricCell = ({ metric, of, champion }: { metric: string } & Pick<RowProps, "of" | "champion">) => {
  const own = of.metrics.find(({ key }) => key === metric);
  const live = champion?.metrics.find(({ key }) => key === metric);
  if (own === undefined)
    return (
      <td className={table.number}>
        <span className={table.quiet}>–</span>
      </td>
    );
  const delta =
    live === undefined || of.version === champion?.version ? Number.NaN : Number(own.value) - Number(live.value);
  const verdict =
    Number.isNaN(delta) || delta === 0 || !own.direction
      ? undefined
      : delta > 0 === (own.direction === "HIGHER_IS_BETTER")
        ? "better"
        : "worse";
  return (
    <td className={table.number} title={String(own.value)}>
      {number(own.value)}
      {!Number.isNaN(delta) && (
        <span className={styles.delta} data-verdict={verdict}>
          {delta === 0 ? "the same" : signed(Number(delta.toPrecision(3)))} {verdict}
        </span>
      )}
    </td>
  );
};
