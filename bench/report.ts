/** One line of the result: a job, its anchor in the same run, and whether its target is met. */
export interface Row {
  readonly job: string;
  readonly what: string;
  readonly ours: string;
  readonly anchor: string;
  /** Ours over the anchor's by throughput or time, median of the rounds with least and greatest. */
  readonly ratio: string;
  /** The anchor's CPU per call over ours. */
  readonly cpuRatio?: string;
  /** Microseconds of CPU per call: the service, PostgreSQL, the anchor. */
  readonly cpu?: string;
  readonly statements?: string;
  readonly target: string;
  /** Null where no target is set. */
  readonly met: boolean | null;
  readonly note?: string;
}

const columns: readonly [title: string, text: (row: Row) => string][] = [
  ["job", ({ job }) => job],
  ["what", ({ what }) => what],
  ["ours", ({ ours }) => ours],
  ["anchor", ({ anchor }) => anchor],
  ["ratio", ({ ratio }) => ratio],
  ["CPU ratio", ({ cpuRatio = "" }) => cpuRatio],
  ["CPU µs/call", ({ cpu = "" }) => cpu],
  ["SQL/call", ({ statements = "" }) => statements],
  ["target", ({ target }) => target],
  ["met", ({ met }) => (met === null ? "–" : met ? "yes" : "NO")],
];

/** The rows as a table for a terminal, notes below it. */
export const table = (rows: readonly Row[]): string => {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, text]) => text(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const lines = cells.map((line) =>
    line
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  const notes = rows.filter(({ note }) => note !== undefined).map(({ job, note }) => `(${job}) ${note}`);
  return [...lines, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
};
