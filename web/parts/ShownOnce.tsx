import { CopyButton } from "./Digest.tsx";
import empty from "./Empty.module.css";
import styles from "./form.module.css";

/** A secret that shows here and now only. */
export const ShownOnce = ({ what, text, note }: { what: string; text: string; note: string }) => (
  <div className={styles.form}>
    <p>Copy it now: it is shown this once, and kept by nobody. {note}</p>
    <div className={empty.snippet}>
      <pre>{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  </div>
);
