import { Link, useNavigate } from "@tanstack/react-router";
import { Button, buttonLook } from "../parts/form/Button.tsx";
import { count } from "../parts/word/text.ts";
import { useKeys } from "../shell/keys.ts";
import styles from "./Experiment.module.css";

/** Which runs are ticked, by MLflow's ids. */
export interface Chosen {
  readonly ids: ReadonlySet<string>;
  /** Ticks these runs, or unticks them. */
  readonly set: (ids: readonly string[], on: boolean) => void;
}

/** What can be done with the ticked runs. */
export const ChosenBar = ({ of }: { of: Chosen }) => {
  const navigate = useNavigate();
  const runs = [...of.ids].join(",");
  useKeys({ c: () => of.ids.size > 1 && void navigate({ to: "/compare", search: { runs } }) });
  return (
    <div className={styles.chosen} role="status">
      {of.ids.size === 0 ? (
        <span>Tick runs to compare them.</span>
      ) : (
        <>
          <strong>{count(of.ids.size, "run")} chosen</strong>
          {of.ids.size > 1 && (
            <Link to="/compare" search={{ runs }} className={buttonLook("primary")}>
              Compare {count(of.ids.size, "run")}
            </Link>
          )}
          <Button onClick={() => of.set([...of.ids], false)}>Untick all</Button>
        </>
      )}
    </div>
  );
};
