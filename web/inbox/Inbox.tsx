import { Tabs } from "@base-ui/react/tabs";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { InboxQuery } from "../gql/graphql.ts";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Skeleton } from "../parts/page/Region.tsx";
import { Views } from "../parts/views/Views.tsx";
import { Chip, SlotChip, StateChip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, word } from "../parts/word/text.ts";
import { placeText } from "../request/place-text.ts";
import { useKeys } from "../shell/keys.ts";
import { useViewer, useWaiting } from "../shell/viewer.ts";
import styles from "./Inbox.module.css";
import { useInSight } from "./in-sight.ts";
import { inboxQuery, isTab, reviewsQuery, type Tab, tabs } from "./inbox.queries.ts";
import { Preview } from "./Preview.tsx";
import { ReviewRow } from "./ReviewRow.tsx";

type Item = InboxQuery["transitionRequests"]["nodes"][number];

const leads: Readonly<Record<Tab, string>> = {
  needs: "Reviews that you owe, and requests that your signature would count for, the newest first.",
  mine: "What you asked for, and how far it has come.",
  decided: "What you signed, for or against.",
};

const empties: Readonly<Record<Tab, string>> = {
  needs: "No request waits for you. One shows here as soon as your signature would count for it.",
  mine: "No request was opened by you yet. A version’s page has “Request a move”.",
  decided: "No request was signed by you yet, for or against.",
};

/** What waits for me, and for how long. */
export const Inbox = () => {
  const { tab: given } = useSearch({ from: "/shell/inbox" });
  const navigate = useNavigate({ from: "/inbox" });
  const waiting = useWaiting();
  const tab: Tab = isTab(given) ? given : "needs";
  return (
    <Page title="Inbox" prefix={waiting === "" ? "" : `(${waiting}) `} lead={leads[tab]} actions={<Views />}>
      <Tabs.Root
        value={tab}
        onValueChange={(next: Tab) => void navigate({ search: { tab: next === "needs" ? undefined : next } })}
      >
        <Tabs.List className={styles.tabs}>
          {(Object.keys(tabs) as Tab[]).map((each) => (
            <Tabs.Tab key={each} value={each} className={styles.tab}>
              {tabs[each]}
              {each === "needs" && waiting !== "" && <span className={styles.count}>{waiting}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={styles.panel}>
          <List key={tab} tab={tab} />
        </Tabs.Panel>
      </Tabs.Root>
    </Page>
  );
};

const List = ({ tab }: { tab: Tab }) => {
  const { principal } = useViewer();
  const { at } = useSearch({ from: "/shell/inbox" });
  const query = useInfiniteQuery(inboxQuery(tab, principal.handle));
  const items = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const reviews = useQuery(reviewsQuery(tab)).data ?? [];
  const owed = tab === "needs" ? reviews.flatMap(({ transitionRequest }) => transitionRequest?.id ?? []) : [];
  const ids = [...owed, ...items.map(({ id }) => id)];
  const chosen = ids.find((id) => id === at);
  useSteps(ids, at);
  if (query.data === undefined)
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={6} />
    );
  if (ids.length === 0) return <Nothing>{empties[tab]}</Nothing>;
  return (
    <div className={styles.beside}>
      <div>
        <ul className={styles.list}>
          {owed.length > 0 && reviews.map((review) => <ReviewRow key={review.id} of={review} at={at} />)}
          {items.map((item) => (
            <Row key={item.id} of={item} chosen={item.id === at} />
          ))}
        </ul>
        {items.length > 0 && <MoreRows query={query} shown={count(items.length, "request")} />}
      </div>
      {chosen && <Preview id={chosen} />}
    </div>
  );
};

/** `j` and `k` go through the list, with the preview beside; Enter opens. */
const useSteps = (ids: readonly string[], at: string | undefined): void => {
  const navigate = useNavigate({ from: "/inbox" });
  const place = ids.indexOf(at ?? "");
  const go = (to: number): void => {
    const id = ids[Math.max(0, Math.min(ids.length - 1, to))];
    if (id) void navigate({ search: (before) => ({ ...before, at: id }), replace: true, resetScroll: false });
  };
  useKeys({
    j: () => go(place + 1),
    k: () => go(place < 0 ? 0 : place - 1),
    ...(place >= 0 && {
      Enter: () => void navigate({ to: "/requests/$id", params: { id: ids[place] ?? "" } }),
    }),
  });
};

const Row = ({ of, chosen }: { of: Item; chosen: boolean }) => {
  const row = useInSight(chosen);
  const open = of.state === "PENDING";
  return (
    <li ref={row} className={styles.row} data-chosen={chosen || undefined}>
      <div className={styles.what}>
        <Link to="/requests/$id" params={{ id: of.id }} className={styles.title}>
          {of.modelName} v{of.version}
          <ArrowRight size="1em" aria-label="to" />
          <SlotChip slot={of.to} />
        </Link>
        <p className={styles.reason}>
          {of.requestedBy.displayName}: {of.reason}
        </p>
      </div>
      <div className={styles.places}>
        {open ? (
          of.requirements.map(({ role, needed, given, team }) => (
            <Chip
              key={`${team?.slug} ${role}`}
              tone={given >= needed ? "good" : "calm"}
              title={placeText({ role, team })}
            >
              {given} of {needed} {team?.name ?? word(role)}
            </Chip>
          ))
        ) : (
          <StateChip state={of.state} />
        )}
      </div>
      <div className={styles.when}>
        <Time at={of.closedAt ?? of.requestedAt} relative />
        {open && (
          <span>
            ends <Time at={of.expiresAt} relative />
          </span>
        )}
      </div>
    </li>
  );
};
