import { ScrollFrame } from "../list/ScrollFrame.tsx";
import table from "../list/table.module.css";
import { number, signed } from "../word/text.ts";
import styles from "./MetricTable.module.css";

export interface Metric {
  readonly key: string;
  readonly value: number | string;
  /** Which values are the good ones, as the service knows or guesses; null: nobody can tell. */
  readonly direction?: string | null;
}

interface Props {
  readonly metrics: readonly Metric[];
  readonly version: number;
  /** What it is compared with; null: there is nothing to compare with. */
  readonly against: { readonly version: number; readonly metrics: readonly Metric[] } | null;
  /** Whether a change is drawn too. */
  readonly bars?: boolean;
}

const betterOf = (direction: string | null | undefined): "higher" | "lower" | null =>
  direction === "HIGHER_IS_BETTER" ? "higher" : direction === "LOWER_IS_BETTER" ? "lower" : null;

type Values = ReadonlyMap<string, number | string>;

/** The greatest relative change among the metrics: what a bar's full length stands for; 0 when nothing changed. */
const spanOf = (keys: readonly string[], now: Values, then: Values): number =>
  Math.max(
    0,
    ...keys.map((key) => {
      const [after, before] = [Number(now.get(key)), Number(then.get(key))];
      const share = Math.abs((after - before) / before);
      return Number.isFinite(share) ? share : 0;
    }),
  );

/** Metrics beside another version's: better or worse as a word, a sign and a bar. */
export const MetricTable = ({ metrics, version, against, bars = true }: Props) => {
  const others = new Map(against?.metrics.map(({ key, value }) => [key, value]));
  const keys = [...new Set([...metrics.map(({ key }) => key), ...others.keys()])].sort();
  const own = new Map(metrics.map(({ key, value }) => [key, value]));
  const better = new Map(
    [...(against?.metrics ?? []), ...metrics].map(({ key, direction }) => [key, betterOf(direction)]),
  );
  const span = spanOf(keys, own, others);
  return (
    <ScrollFrame of="Metrics">
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" className={table.number}>
              v{version}
            </th>
            {against !== null && (
              <>
                <th scope="col" className={table.number}>
                  v{against.version}
                </th>
                <th scope="col" className={table.number}>
                  Change
                </th>
                {bars && <td className={styles.barHead} />}
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key}>
              <th scope="row">
                <span className={table.key}>{key}</span>{" "}
                {better.get(key) && <span className={table.quiet}>{better.get(key)} is better</span>}
              </th>
              <Value of={own.get(key)} />
              {against !== null && (
                <Compared
                  better={better.get(key) ?? null}
                  now={own.get(key)}
                  then={others.get(key)}
                  span={bars ? span : null}
                />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
};

const Value = ({ of, quiet = false }: { of: number | string | undefined; quiet?: boolean }) => (
  <td className={`${table.number} ${quiet ? styles.quiet : ""}`} title={of === undefined ? undefined : String(of)}>
    {of === undefined ? <span className={table.quiet}>not measured</span> : number(of)}
  </td>
);

const Compared = ({
  better,
  now,
  then,
  span,
}: {
  better: "higher" | "lower" | null;
  now: number | string | undefined;
  then: number | string | undefined;
  span: number | null;
}) => {
  const change = now === undefined || then === undefined ? Number.NaN : Number(now) - Number(then);
  const verdict =
    !Number.isFinite(change) || change === 0 || better === null
      ? null
      : change > 0 === (better === "higher")
        ? "better"
        : "worse";
  return (
    <>
      <Value of={then} quiet />
      <td className={table.number}>
        {Number.isFinite(change) ? (
          <span className={styles.change} data-verdict={verdict ?? undefined}>
            {change === 0 ? "the same" : signed(change)} {verdict}
          </span>
        ) : (
          <span className={table.quiet}>–</span>
        )}
      </td>
      {span !== null && (
        <td className={styles.bar}>
          <Bar change={change} base={Number(then)} span={span} verdict={verdict} />
        </td>
      )}
    </>
  );
};

/** The change as a share of the value before, to one side or the other of a line. */
const Bar = ({
  change,
  base,
  span,
  verdict,
}: {
  change: number;
  base: number;
  span: number;
  verdict: string | null;
}) => {
  if (!Number.isFinite(change) || span === 0) return null;
  const share = base === 0 ? 0 : Math.abs(change / base) / span;
  const width = Math.max(1, share * 46);
  return (
    <svg
      className={styles.chart}
      data-verdict={verdict ?? undefined}
      viewBox="0 0 100 14"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className={styles.zero} x="49.6" y="0" width="0.8" height="14" />
      {change !== 0 && (
        <rect className={styles.delta} x={change > 0 ? 50 : 50 - width} y="4" width={width} height="6" />
      )}
    </svg>
  );
};
