import { type ReactNode, useEffect, useRef, useState } from "react";
import table from "./table.module.css";

/** A frame that scrolls sideways where its table is wider; the keyboard reaches it then, and only then. */
export const ScrollFrame = ({
  of,
  framed = false,
  children,
}: {
  of: string;
  framed?: boolean;
  children: ReactNode;
}) => {
  const frame = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const observer = new ResizeObserver(() => setWide(current.scrollWidth > current.clientWidth));
    observer.observe(current);
    for (const child of current.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const reach = wide ? ({ tabIndex: 0, role: "group", "aria-label": `${of}, scrolls sideways` } as const) : {};
  return (
    <div ref={frame} className={framed ? table.frame : table.scroll} {...reach}>
      {children}
    </div>
  );
};
