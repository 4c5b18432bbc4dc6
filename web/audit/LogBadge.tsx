import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleDashed, Link2, TriangleAlert, Unlink } from "lucide-react";
import type { ReactNode } from "react";
import type { AuditEntryFilter } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { keptQuery } from "../parts/log/log-kept.queries.ts";
import { type Kept, keptOf } from "../parts/log/log-kept.ts";
import { Problem } from "../parts/page/Problem.tsx";
import { count } from "../parts/word/text.ts";
import styles from "./Audit.module.css";
import type { Recomputed } from "./hashes.ts";
import { recomputeHere } from "./recompute-here.ts";

interface Props {
  readonly filter: AuditEntryFilter;
  /** How many entries the list shows: so many are computed. */
  readonly shown: number;
  readonly children?: ReactNode;
}

/** What was done to check the entries that show; never a bare tick. */
export const LogBadge = ({ filter, shown, children }: Props) => {
  const check = useMutation({ mutationFn: () => recomputeHere(filter, shown) });
  return (
    <div className={styles.log}>
      <div className={styles.badge} role="status" data-state={check.data ? stateOf(check.data) : "none"}>
        {check.data ? <Done of={check.data} /> : <NotYet />}
      </div>
      <div className={styles.actions}>
        <Button busy={check.isPending} onClick={() => check.mutate()}>
          Recompute hashes
        </Button>
        {children}
      </div>
      <p className={styles.owner}>
        Hashes show that no entry was edited, removed or moved on its own. <Owner />
      </p>
      {check.isError && <Problem error={check.error} onRetry={() => check.mutate()} />}
    </div>
  );
};

type State = "good" | "part" | "broken";

const stateOf = ({ broken, computed, entries }: Recomputed): State =>
  broken.length > 0 ? "broken" : computed < entries ? "part" : "good";

const NotYet = () => (
  <>
    <CircleDashed size="1.2em" aria-hidden />
    <span>Hashes: not computed</span>
  </>
);

const Done = ({ of }: { of: Recomputed }) => {
  const { broken, computed, entries, gaps } = of;
  if (broken.length > 0)
    return (
      <>
        <Unlink size="1.2em" aria-hidden />
        <span>
          Recomputed here: broken at {broken.slice(0, 3).join(", ")}
          {broken.length > 3 && ` and ${broken.length - 3} more`}
        </span>
      </>
    );
  const whole = gaps === 0 ? "no gap" : `${count(gaps, "place")} where this list leaves entries of a stream out`;
  const Icon = computed < entries ? TriangleAlert : Link2;
  return (
    <>
      <Icon size="1.2em" aria-hidden />
      <span>
        Recomputed here: {computed} of {entries} hashes, {whole}
        {computed < entries && `; ${entries - computed} hidden in part`}
      </span>
    </>
  );
};

/** What hashes alone do not show: whether all of them were written anew. */
const Owner = () => {
  const { data } = useQuery(keptQuery);
  return (
    data && (
      <>
        {whetherRewritten(keptOf(data))} <Link to="/log">The log</Link>
      </>
    )
  );
};

const whetherRewritten = (kept: Kept): string => {
  const could = "The database’s owner could rewrite all of them";
  switch (kept.is) {
    case "HALTED":
      return `The log is halted (${kept.code}): something does not fit what was there before.`;
    case "HIDDEN":
      return `${could} unless checkpoints are kept elsewhere: auditors and administrators read whether they are.`;
    case "NOWHERE":
      return `${could}: no checkpoint is kept elsewhere.`;
    case "NEARBY":
      return `${could}: checkpoints are kept on the sequencer’s own machine alone.`;
    case "OUTSIDE":
      return `A checkpoint of ${count(kept.leaves, "leaf", "leaves")} is kept by ${kept.by}: what it covers nobody can rewrite without being noticed by whoever compares the two.`;
  }
};
