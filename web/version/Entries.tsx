import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button } from "../parts/form/Button.tsx";
import { Choice } from "../parts/form/Choice.tsx";
import { sentenceOf } from "../parts/log/entry-sentence.ts";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { actorName } from "../parts/people/actor.ts";
import { Time } from "../parts/word/Time.tsx";
import { short } from "../parts/word/text.ts";
import styles from "./Entries.module.css";
import { type Entry, isKind, type Kind, kindOf, kinds } from "./entry-text.ts";
import { entriesQuery } from "./version.queries.ts";

/** Every entry that touched the version, oldest first, with its number and hash. */
export const Entries = ({ name, version }: { name: string; version: number }) => {
  const { kinds: shown } = useSearch({ from: "/shell/models/$name/versions/$version" });
  const navigate = useNavigate({ from: "/models/$name/versions/$version" });
  const query = useInfiniteQuery(entriesQuery(name, version));
  const kind: Kind = isKind(shown) ? shown : "all";
  useWholeBeforePrint(query);
  const entries = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const chosen = entries.filter((entry) => kind === "all" || kindOf(entry) === kind);
  return (
    <Region
      title="Everything that happened"
      count={query.data && `${entries.length}${query.hasNextPage ? "+" : ""}`}
      flush
      actions={
        <Choice
          label="Kinds of entry"
          of={kinds}
          chosen={kind}
          onChoose={(next) =>
            void navigate({ search: { kinds: next === "all" ? undefined : next }, replace: true, resetScroll: false })
          }
        />
      }
    >
      {query.data === undefined && (query.isError ? null : <Skeleton lines={8} />)}
      {query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && chosen.length === 0 && <Nothing>No such entry among those that are shown.</Nothing>}
      <ol className={styles.entries}>
        {chosen.map((entry) => (
          <EntryItem key={entry.id} of={entry} />
        ))}
      </ol>
      {query.hasNextPage && (
        <p className={styles.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show the next 100
          </Button>
        </p>
      )}
    </Region>
  );
};

/** Paper has no button for more: all pages are read as soon as somebody prints. */
const useWholeBeforePrint = (query: { hasNextPage: boolean; fetchNextPage: () => Promise<unknown> }): void => {
  const { hasNextPage, fetchNextPage } = query;
  useEffect(() => {
    const media = matchMedia("print");
    const read = (): void => {
      if (media.matches && hasNextPage) void fetchNextPage();
    };
    read();
    media.addEventListener("change", read);
    return () => media.removeEventListener("change", read);
  }, [hasNextPage, fetchNextPage]);
};

const EntryItem = ({ of }: { of: Entry }) => (
  <li className={styles.entry} data-outcome={of.outcome}>
    <p>
      <strong>{actorName(of.actor)}</strong> {sentenceOf(of)}
    </p>
    {of.reason && <p className={styles.reason}>{of.reason}</p>}
    <div className={styles.facts}>
      <Time at={of.at} />
      <span>{of.channel}</span>
      <span title={`${of.stream ?? "stream hidden"} · ${of.hash}`}>
        <code>
          #{String(of.seq)} {short(of.hash)}
        </code>
      </span>
      <Change of={of} />
    </div>
  </li>
);

/** Before and after, for whoever asks. */
const Change = ({ of }: { of: Entry }) => {
  if (of.before === null && of.after === null) return null;
  return (
    <details className={styles.change}>
      <summary>Before and after</summary>
      <div className={styles.sides}>
        <pre>{JSON.stringify(of.before, null, 2)}</pre>
        <pre>{JSON.stringify(of.after, null, 2)}</pre>
      </div>
    </details>
  );
};
