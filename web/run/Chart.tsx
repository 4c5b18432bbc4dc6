import { useEffect, useRef, useState } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { number } from "../parts/text.ts";
import styles from "./Run.module.css";

interface Props {
  /** What it shows, in words: `auc, 300 points by step`. */
  readonly label: string;
  /** Steps, or seconds since 1970. */
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly time: boolean;
  readonly log: boolean;
  /** A range of x was drawn over. */
  readonly onZoom?: ((from: number, to: number) => void) | undefined;
}

const HEIGHT = 220;

/** The colours as the page has them now; they change with the theme. */
const inks = () => {
  const of = getComputedStyle(document.documentElement);
  const ink = (name: string): string => of.getPropertyValue(name);
  return { line: ink("--series-1"), text: ink("--ink-2"), grid: ink("--hairline") };
};

/** Counts how often the theme changed. */
const useTheme = (): number => {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const changed = (): void => setChanges((before) => before + 1);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    dark.addEventListener("change", changed);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", changed);
    };
  }, []);
  return changes;
};

/** One metric's course, as a line; its points where they are few. */
export const Chart = ({ label, x, y, time, log, onZoom }: Props) => {
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the theme changes
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const plot = new UPlot(
      optionsFor(current.clientWidth, { time, log, onZoom: (from, to) => zoom.current?.(from, to) }),
      [x as number[], y as (number | null)[]],
      current,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: current.clientWidth, height: HEIGHT }));
    observer.observe(current);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [x, y, time, log, theme]);
  return <div ref={frame} className={styles.chart} role="img" aria-label={label} />;
};

const optionsFor = (
  width: number,
  { time, log, onZoom }: { time: boolean; log: boolean; onZoom: (from: number, to: number) => void },
): UPlot.Options => {
  const { line, text, grid } = inks();
  const axis = { stroke: text, grid: { stroke: grid }, ticks: { stroke: grid } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
    scales: { x: { time }, y: { distr: log ? 3 : 1 } },
    cursor: { drag: { x: true, y: false, setScale: false } },
    axes: [
      axis,
      { ...axis, size: 70, values: (_, values) => values.map((value) => (value === null ? "" : number(value))) },
    ],
    series: [{}, { stroke: line, width: 1.5, spanGaps: false }],
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
