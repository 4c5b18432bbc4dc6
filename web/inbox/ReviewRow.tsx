import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { InboxReviewsQuery } from "../gql/graphql.ts";
import { Chip, ReviewChip, SlotChip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import styles from "./Inbox.module.css";
import { useInSight } from "./in-sight.ts";

/** The review of an emergency that waits for the viewer; it is decided on the emergency's page. */
export const ReviewRow = ({
  of,
  at,
}: {
  of: InboxReviewsQuery["reviews"]["nodes"][number];
  at: string | undefined;
}) => {
  const request = of.transitionRequest;
  const chosen = request !== null && request.id === at;
  const row = useInSight(chosen);
  if (request === null) return null;
  return (
    <li ref={row} className={styles.row} data-chosen={chosen || undefined}>
      <div className={styles.what}>
        <Link to="/requests/$id" params={{ id: request.id }} className={styles.title}>
          Review of {request.modelName} v{request.version}
          <ArrowRight size="1em" aria-label="to" />
          <SlotChip slot={request.to} />
        </Link>
        <p className={styles.reason}>
          {request.requestedBy.displayName}: {request.emergency?.reason}
        </p>
      </div>
      <div className={styles.places}>
        <Chip tone="warn">Emergency</Chip>
        <ReviewChip state={of.state} />
      </div>
      <div className={styles.when}>
        <Time at={of.openedAt} relative />
        <span>
          due <Time at={of.dueAt} relative />
        </span>
      </div>
    </li>
  );
};
