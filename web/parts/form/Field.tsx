import type { ReactNode } from "react";
import styles from "./Field.module.css";

/** A labelled control. */
export const Field = ({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) => (
  <div className={styles.field}>
    {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the child */}
    <label>
      <span className={styles.label}>{label}</span>
      {children}
    </label>
    {hint && <p className={styles.hint}>{hint}</p>}
  </div>
);
