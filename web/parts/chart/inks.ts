import { useEffect, useState } from "react";

/** A colour as the page has it now, for what is drawn on a canvas. */
export const ink = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name);

const SERIES = 8;

/** The ink of the line at this place; a second round of lines is dashed. */
export const series = (at: number): { colour: string; dashed: boolean } => ({
  colour: ink(`--series-${(at % SERIES) + 1}`),
  dashed: Math.floor(at / SERIES) % 2 === 1,
});

/** Counts how often the theme changed: then what stands on a canvas is drawn anew. */
export const useTheme = (): number => {
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
