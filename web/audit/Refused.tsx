import { TriangleAlert } from "lucide-react";
import styles from "./Audit.module.css";

/** What of a filter means nothing, in words. */
export const Refused = ({ children }: { children: string }) => (
  <p className={styles.refused} role="alert">
    <TriangleAlert size="1.2em" aria-hidden />
    {children}
  </p>
);
