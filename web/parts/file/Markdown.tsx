import { useEffect, useRef, useState } from "react";
import styles from "./Preview.module.css";

/** A text in Markdown. HTML in it stays text, images are their words, links open elsewhere; as typed until it is made. */
export const Markdown = ({ text }: { text: string }) => {
  const place = useRef<HTMLDivElement>(null);
  const [made, setMade] = useState(false);
  useEffect(() => {
    let current = true;
    void import("./markdown.ts").then(({ fragmentOf }) => {
      if (!current) return;
      place.current?.replaceChildren(fragmentOf(text));
      setMade(true);
    });
    return () => {
      current = false;
    };
  }, [text]);
  return (
    <>
      {!made && <pre>{text}</pre>}
      <div ref={place} className={styles.markdown} />
    </>
  );
};
