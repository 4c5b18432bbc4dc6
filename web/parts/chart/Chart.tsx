import { useEffect, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { number } from "../word/text.ts";
import styles from "./Chart.module.css";
import { ink, series, useTheme } from "./inks.ts";

interface Props {
  /** What it shows, in words: `auc, 300 points by step`. */
  readonly label: string;
  /** Steps, or seconds since 1970. */
  readonly x: readonly number[];
  /** One or several lines over them. */
  readonly lines: readonly (readonly (number | null | undefined)[])[];
  readonly time: boolean;
  readonly log: boolean;
  /** A range of x was drawn over. */
  readonly onZoom?: ((from: number, to: number) => void) | undefined;
}

const HEIGHT = 220;

/** Courses of a metric, as lines; their points where they are few. */
export const Chart = ({ label, x, lines, time, log, onZoom }: Props) => {
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the theme changes
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const plot = new UPlot(
      optionsFor(current.clientWidth, lines.length, { time, log, onZoom: (from, to) => zoom.current?.(from, to) }),
      [x as number[], ...(lines as (number | null)[][])],
      current,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: current.clientWidth, height: HEIGHT }));
    observer.observe(current);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [x, lines, time, log, theme]);
  return <div ref={frame} className={styles.chart} role="img" aria-label={label} />;
};

/** Pixels that the numbers beside the axis take: what stands around them, each of their letters, and at the least. */
const AROUND = 20;
const A_LETTER = 8;
const NARROWEST = 70;

const optionsFor = (
  width: number,
  lines: number,
  { time, log, onZoom }: { time: boolean; log: boolean; onZoom: (from: number, to: number) => void },
): UPlot.Options => {
  const grid = ink("--hairline");
  const axis = { stroke: ink("--ink-2"), grid: { stroke: grid }, ticks: { stroke: grid } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
    scales: { x: { time }, y: { distr: log ? 3 : 1 } },
    cursor: { drag: { x: true, y: false, setScale: false } },
    axes: [
      axis,
      {
        ...axis,
        size: (_, texts) => Math.max(...(texts ?? []).map((text) => AROUND + text.length * A_LETTER), NARROWEST),
        values: (_, values) => values.map((value) => (value === null ? "" : number(value))),
      },
    ],
    series: [{}, ...Array.from({ length: lines }, (_, at) => lineOf(at))],
    hooks: {
      setSelect: [
        (plot) => {
          const { left, width: wide } = plot.select;
          if (wide > 0) onZoom(plot.posToVal(left, "x"), plot.posToVal(left + wide, "x"));
        },
      ],
    },
  };
};

/** Lines that share x where they do not share points are drawn across what they lack. */
const lineOf = (at: number): UPlot.Series => {
  const { colour, dashed } = series(at);
  return { stroke: colour, width: 1.5, spanGaps: true, ...(dashed && { dash: [6, 4] }) };
};
