import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowRight, ChevronRight } from "lucide-react";
import type { RequestQuery } from "../gql/graphql.ts";
import { Columns, Page } from "../parts/page/Page.tsx";
import { PrintFoot } from "../parts/page/PrintFoot.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Region, Skeleton } from "../parts/page/Region.tsx";
import { Avatar } from "../parts/people/Person.tsx";
import { Signatures } from "../parts/people/Signature.tsx";
import { SlotChip, StateChip, TierChip } from "../parts/word/Chip.tsx";
import { Ticket } from "../parts/word/Ticket.tsx";
import { Time } from "../parts/word/Time.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import { Banner } from "./Banner.tsx";
import { Comparison } from "./Comparison.tsx";
import { Decision } from "./Decision.tsx";
import { Emergency } from "./Emergency.tsx";
import { Gates } from "./Gates.tsx";
import { MustRead } from "./MustRead.tsx";
import styles from "./Request.module.css";
import { requestQuery } from "./request.queries.ts";

export type RequestFacts = NonNullable<RequestQuery["transitionRequest"]>;

/** Is it safe, and may I? The decision never waits for the comparison. */
export const Request = () => {
  const { id } = useParams({ from: "/shell/requests/$id" });
  const query = useQuery(requestQuery(id));
  if (query.data === null) return <NotFound />;
  if (query.data === undefined)
    return (
      <Page title="Request" crumbs={<Crumbs id={id} />}>
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  return <RequestPage key={id} of={query.data} />;
};

const Crumbs = ({ id }: { id: string }) => (
  <>
    <Link to="/inbox">Inbox</Link>
    <ChevronRight size="1em" aria-hidden />
    <code>{id}</code>
  </>
);

const RequestPage = ({ of }: { of: RequestFacts }) => (
  <Page
    title={`${of.modelName} version ${of.version} to ${of.to}`}
    heading={
      <>
        {of.modelName} <span>version {of.version}</span>
      </>
    }
    crumbs={<Crumbs id={of.id} />}
    beside={
      <>
        <ArrowRight size="1.2em" aria-label="to" />
        <SlotChip slot={of.to} />
        <StateChip state={of.state} />
        <TierChip of={of.modelVersion?.registeredModel?.riskTier} known={of.modelVersion?.registeredModel != null} />
      </>
    }
  >
    <div className={styles.asked}>
      <Avatar name={of.requestedBy.displayName} />
      <p>
        <strong>{of.requestedBy.displayName}</strong> asked <Time at={of.requestedAt} relative />: {of.reason}{" "}
        <Ticket url={of.ticketUrl} />
      </p>
    </div>
    <Banner of={of} />
    <Emergency of={of} />
    <Columns aside={<Decision of={of} />} asideFirst>
      <Gates of={of} />
      <MustRead of={of} />
      {of.decisions.length > 0 && (
        <Region title="Signatures" count={of.decisions.length}>
          <Signatures of={of.decisions} />
        </Region>
      )}
      <Comparison of={of} />
    </Columns>
    <PrintFoot />
  </Page>
);
