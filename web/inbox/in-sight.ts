import { useEffect, useRef } from "react";

/** A row of a list that scrolls into sight when it is chosen. */
export const useInSight = (chosen: boolean) => {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return row;
};
