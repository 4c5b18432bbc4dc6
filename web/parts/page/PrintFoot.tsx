import { useViewer } from "../../shell/viewer.ts";
import { instant } from "../word/text.ts";
import styles from "./PrintFoot.module.css";

/** On paper: where this was read, when, and by whom. */
export const PrintFoot = () => {
  const { principal } = useViewer();
  return (
    <footer className={styles.foot}>
      {location.href} · printed {instant(new Date().toISOString())} by {principal.displayName} (@{principal.handle})
    </footer>
  );
};
