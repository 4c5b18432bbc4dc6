import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { Problem } from "./Problem.tsx";
import styles from "./Region.module.css";

interface Props {
  readonly title: string;
  readonly count?: number | string | undefined;
  readonly actions?: ReactNode;
  /** What it shows reaches its edges: a table, a list of rows. */
  readonly flush?: boolean;
  readonly role?: "complementary";
  readonly id?: string;
  readonly children: ReactNode;
}

/** A named part of a page. */
export const Region = ({ title, count, actions, flush = false, role, id, children }: Props) => {
  const heading = useId();
  const Element = role === "complementary" ? "aside" : "section";
  return (
    <Element className={styles.region} aria-labelledby={heading} id={id}>
      <div className={styles.head}>
        <h2 id={heading}>{title}</h2>
        {count !== undefined && <span className={styles.count}>{count}</span>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </Element>
  );
};

interface LoadingProps<Data> {
  readonly query: UseQueryResult<Data, Error>;
  /** Lines that the content will take, so that nothing jumps when it comes. */
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}

/** Content that is asked for: a skeleton when it takes long, the old data while new comes, the error and another try. */
export const Loaded = <Data,>({ query, lines = 3, children }: LoadingProps<Data>) => {
  if (query.data !== undefined)
    return (
      <>
        {query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton lines={lines} />;
};

export const Skeleton = ({ lines = 3 }: { lines?: number }) => (
  <div className={styles.skeleton} role="status" aria-label="Loading">
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines are all the same
      <span key={line} />
    ))}
  </div>
);

/** Nothing, said in the region's own words. */
export const Nothing = ({ children }: { children: ReactNode }) => <p className={styles.nothing}>{children}</p>;
