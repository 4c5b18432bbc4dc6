import { type PointerEvent, useEffect, useRef } from "react";
import { useTheme } from "../parts/chart/inks.ts";
import styles from "./Compare.module.css";

export interface Sheet {
  readonly pen: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** A place on a canvas, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Props {
  /** What it shows, in words. */
  readonly label: string;
  /** Draws all of it; another function, or another theme: anew. */
  readonly draw: (sheet: Sheet) => void;
  /** Something was drawn over it with the pointer; where it still is, and then where it ended. */
  readonly onDrag: (from: Place, to: Place, size: Place, ended: boolean) => void;
}

const sheetOf = (canvas: HTMLCanvasElement): Sheet | null => {
  const pen = canvas.getContext("2d");
  const { clientWidth: width, clientHeight: height } = canvas;
  if (pen === null || width === 0) return null;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  pen.scale(devicePixelRatio, devicePixelRatio);
  const { fontFamily } = getComputedStyle(canvas);
  pen.font = `11px ${fontFamily}`;
  return { pen, width, height };
};

/** A chart of our own making; what it shows stands beside it as numbers too. */
export const Canvas = ({ label, draw, onDrag }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const began = useRef<Place | null>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the theme changes
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const paint = (): void => {
      const sheet = sheetOf(current);
      if (sheet !== null) draw(sheet);
    };
    const observer = new ResizeObserver(paint);
    observer.observe(current);
    return () => observer.disconnect();
  }, [draw, theme]);
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent): Place => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const drag = (event: PointerEvent<HTMLCanvasElement>, ended: boolean): void => {
    if (began.current === null) return;
    const { clientWidth: x, clientHeight: y } = event.currentTarget;
    onDrag(began.current, placeOf(event), { x, y }, ended);
    if (ended) began.current = null;
  };
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        began.current = placeOf(event);
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => drag(event, false)}
      onPointerUp={(event) => drag(event, true)}
      onPointerCancel={() => {
        began.current = null;
      }}
    />
  );
};
