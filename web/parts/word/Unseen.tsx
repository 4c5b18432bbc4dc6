import type { ReactNode } from "react";
import styles from "./Unseen.module.css";

/** Words for those who hear the page; eyes have them from the layout. */
export const Unseen = ({ children }: { children: ReactNode }) => <span className={styles.unseen}>{children}</span>;
