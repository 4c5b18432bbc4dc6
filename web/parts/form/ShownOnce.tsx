import empty from "../list/Empty.module.css";
import { CopyButton } from "../word/Digest.tsx";
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
