import { show } from "../figures.js";
import type { Row } from "../report.js";
import type { Opened } from "./screen.js";

/** What opening a screen took, the database included. */
export interface Measured extends Opened {
  /** Milliseconds of its statements in PostgreSQL. */
  readonly sql: number;
}

const kib = (bytes: number): string => `${(bytes / 1_024).toFixed(0)} KiB`;

export const row = (what: string, ours: string, target: string, met: boolean | null, more: Partial<Row> = {}): Row => ({
  job: "console",
  what,
  ours,
  anchor: "",
  ratio: "",
  target,
  met,
  ...more,
});

const limits = { Script: 200, Stylesheet: 20, Font: 100 } as const;

type Loaded = Readonly<Record<string, number>>;

/** What a first visit loads, and what its first screen needs beside. */
export const loadRows = (first: Loaded, screen: Loaded): Row[] => [
  ...Object.entries(limits).map(([kind, limit]) => {
    const bytes = first[kind] ?? 0;
    return row(`first load, ${kind.toLowerCase()}, as sent`, kib(bytes), `≤ ${limit} KiB`, bytes <= limit * 1_024);
  }),
  beside((screen.Script ?? 0) - (first.Script ?? 0)),
];

const beside = (bytes: number): Row =>
  row("script that /models needs beside, as sent", kib(bytes), "≤ 15 KiB", bytes <= 15 * 1_024);

/** What a screen took in a small registry and in a large one. */
export const screenRows = (
  name: string,
  [small, grown]: readonly [Measured, Measured],
  [few, many]: readonly [number, number],
): Row[] => {
  const [sql, script] = [grown.sql / small.sql, grown.script / small.script];
  const at = `${many.toLocaleString("en-US")} versions; anchor: ${few.toLocaleString("en-US")}`;
  const compared = (of: "sql" | "script") => ({
    anchor: `${show(small[of])} ms`,
    ratio: (grown[of] / small[of]).toFixed(2),
  });
  return [
    row(
      `${name}: requests, JSON before interaction`,
      `${grown.requests}, ${kib(grown.json)}`,
      "≤ 4, ≤ 64 KiB",
      grown.requests <= 4 && grown.json <= 65_536,
    ),
    row(`${name}: layout shift`, grown.shift.toFixed(3), "< 0.05", grown.shift < 0.05),
    row(`${name}: statements' time, ${at}`, `${show(grown.sql)} ms`, "≤ 1.5", sql <= 1.5, compared("sql")),
    row(`${name}: scripting, likewise`, `${show(grown.script)} ms`, "≤ 1.2", script <= 1.2, compared("script")),
  ];
};
