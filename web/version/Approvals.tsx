import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { Avatar } from "../parts/people/Person.tsx";
import { Signatures } from "../parts/people/Signature.tsx";
import { StateChip } from "../parts/word/Chip.tsx";
import { Ticket } from "../parts/word/Ticket.tsx";
import { Time } from "../parts/word/Time.tsx";
import styles from "./Approvals.module.css";
import type { VersionFacts, VersionRequest } from "./version-facts.ts";

/** Every move that was asked for, with its signatures; what was rejected stays. */
export const Approvals = ({ of }: { of: VersionFacts }) => {
  const requests = of.transitionRequests.nodes;
  return (
    <Region title="Approvals" count={requests.length} flush>
      {requests.length === 0 && <Nothing>No request to move this version was opened yet.</Nothing>}
      {requests.map((request) => (
        <Move key={request.id} of={request} />
      ))}
    </Region>
  );
};

const Move = ({ of }: { of: VersionRequest }) => {
  const policies = [...new Map(of.requirements.map((each) => [each.policyId ?? "", each])).values()].filter(
    ({ policyId }) => policyId,
  );
  return (
    <article className={styles.move}>
      <div className={styles.head}>
        <StateChip state={of.state} />
        <Link to="/requests/$id" params={{ id: of.id }} className={styles.way}>
          {of.from && of.from !== "None" && <span className={styles.from}>{of.from}</span>}
          {of.from && of.from !== "None" && <ArrowRight size="1em" aria-label="to" />}
          <strong>{of.to}</strong>
        </Link>
        {of.displaces && <span className={styles.quiet}>in place of v{of.displaces.version}</span>}
        <span className={styles.when}>
          <Time at={of.closedAt ?? of.requestedAt} relative />
        </span>
      </div>
      <div className={styles.asked}>
        <Avatar name={of.requestedBy.displayName} />
        <p>
          <strong>{of.requestedBy.displayName}</strong> asked: {of.reason} <Ticket url={of.ticketUrl} />
        </p>
      </div>
      <Signatures of={of.decisions} />
      {of.cause && <p className={styles.quiet}>{of.cause}</p>}
      <p className={styles.quiet}>
        {policies.length === 0
          ? of.decisions.length === 0
            ? "No policy guards this slot: moved by right of a maintainer."
            : "No policy guards this slot: one maintainer signs for a contributor."
          : policies.map(({ policyName, policyRevision }) => `${policyName}, revision ${policyRevision}`).join("; ")}
      </p>
    </article>
  );
};
