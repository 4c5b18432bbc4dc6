import { useQuery } from "@tanstack/react-query";
import { Check, CircleHelp, TriangleAlert } from "lucide-react";
import type { ComparisonQuery } from "../gql/graphql.ts";
import { MetricTable } from "../parts/chart/MetricTable.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { Digest } from "../parts/word/Digest.tsx";
import { bytes } from "../parts/word/text.ts";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";
import { comparisonQuery } from "./request.queries.ts";

type Side = NonNullable<ComparisonQuery["modelVersion"]>;

/** The version beside the one that the move would displace. */
export const Comparison = ({ of }: { of: RequestFacts }) => {
  const against = of.displaces?.version ?? null;
  const query = useQuery(comparisonQuery(of.modelName, of.version, against));
  const displaces = of.state === "APPLIED" ? "displaced" : "would displace";
  const title =
    against === null ? `Metrics: it ${displaces} nothing` : `Against version ${against}, which it ${displaces}`;
  if (query.data === undefined)
    return (
      <Region title={title}>
        <Loaded query={query} lines={6}>
          {() => null}
        </Loaded>
      </Region>
    );
  const { version, against: other } = query.data;
  if (version === null)
    return (
      <Region title={title}>
        <Nothing>You may decide on this version, not read its content.</Nothing>
      </Region>
    );
  return (
    <>
      <Region title={title} flush>
        {version.metrics.length === 0 ? (
          <Nothing>It was registered without metrics.</Nothing>
        ) : (
          <MetricTable metrics={version.metrics} version={version.version} against={other} />
        )}
      </Region>
      {other !== null && <Params version={version} other={other} />}
      {other !== null && <Data version={version} other={other} />}
      <Files version={version} other={other} />
    </>
  );
};

interface Sides {
  readonly version: Side;
  readonly other: Side;
}

const Params = ({ version, other }: Sides) => {
  const before = new Map(other.params.map(({ key, value }) => [key, value]));
  const now = new Map(version.params.map(({ key, value }) => [key, value]));
  const keys = [...new Set([...now.keys(), ...before.keys()])].filter((key) => now.get(key) !== before.get(key)).sort();
  return (
    <Region title="Parameters that differ" count={keys.length} flush>
      {keys.length === 0 ? (
        <Nothing>None of {now.size} differs.</Nothing>
      ) : (
        <ScrollFrame of="Parameters">
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Parameter</th>
                <th scope="col" className={table.number}>
                  v{version.version}
                </th>
                <th scope="col" className={table.number}>
                  v{other.version}
                </th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key}>
                  <th scope="row" className={table.key}>
                    {key}
                  </th>
                  <td className={table.number}>{now.get(key) ?? <span className={table.quiet}>not set</span>}</td>
                  <td className={table.number}>{before.get(key) ?? <span className={table.quiet}>not set</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      )}
    </Region>
  );
};

const nameOf = ({ name, digest }: { name: string; digest?: string | null }): string => `${name} ${digest ?? ""}`;

const Data = ({ version, other }: Sides) => {
  const before = new Set(other.datasets.map(nameOf));
  const same = version.datasets.filter((each) => before.has(nameOf(each)));
  const added = version.datasets.filter((each) => !before.has(nameOf(each)));
  const now = new Set(version.datasets.map(nameOf));
  const gone = other.datasets.filter((each) => !now.has(nameOf(each)));
  const title =
    version.datasets.length + other.datasets.length === 0
      ? "Data"
      : added.length + gone.length === 0
        ? "Same data"
        : "Other data";
  return (
    <Region title={title}>
      {title === "Data" && (
        <Nothing>Neither version names a data set: nothing says that they were measured alike.</Nothing>
      )}
      <ul className={styles.list}>
        {same.map((each) => (
          <DataItem
            key={nameOf(each)}
            of={each}
            tone={each.digest ? "good" : "calm"}
            text={
              each.digest
                ? "both versions name this data set and digest"
                : "both versions name this data set, without a digest"
            }
          />
        ))}
        {added.map((each) => (
          <DataItem key={nameOf(each)} of={each} tone="warn" text={`only version ${version.version} names it`} />
        ))}
        {gone.map((each) => (
          <DataItem key={nameOf(each)} of={each} tone="warn" text={`only version ${other.version} names it`} />
        ))}
      </ul>
    </Region>
  );
};

const DataItem = ({
  of,
  tone,
  text,
}: {
  of: { name: string; digest?: string | null };
  tone: "good" | "calm" | "warn";
  text: string;
}) => {
  const Icon = { good: Check, calm: CircleHelp, warn: TriangleAlert }[tone];
  return (
    <li className={styles.same} data-tone={tone}>
      <Icon size="1.2em" aria-hidden />
      <div>
        <p>
          {of.name} {of.digest && <code>{of.digest}</code>}
        </p>
        <p className={styles.quiet}>{text}</p>
      </div>
    </li>
  );
};

const Files = ({ version, other }: { version: Side; other: Side | null }) => {
  const before = new Map(other?.artifacts.map(({ path, sha256 }) => [path, sha256]));
  const verdict = (path: string, sha256: string): string =>
    other === null ? "" : !before.has(path) ? "new" : before.get(path) === sha256 ? "the same" : "other bytes";
  return (
    <Region title="Files by digest" count={version.artifacts.length} flush>
      {version.artifacts.length === 0 ? (
        <Nothing>No files were given or frozen.</Nothing>
      ) : (
        <ScrollFrame of="Files">
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col" className={table.number}>
                  Size
                </th>
                <th scope="col">File</th>
                <th scope="col">SHA-256</th>
                {other && <th scope="col">Against v{other.version}</th>}
              </tr>
            </thead>
            <tbody>
              {version.artifacts.map(({ path, size, sha256 }) => (
                <tr key={path}>
                  <td className={table.number}>{bytes(size)}</td>
                  <th scope="row" className={table.key}>
                    {path}
                  </th>
                  <td>
                    <Digest of={sha256} />
                  </td>
                  {other && <td>{verdict(path, sha256)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      )}
    </Region>
  );
};
