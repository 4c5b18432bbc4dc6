import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useRef, useState } from "react";
import { ask } from "../ask.ts";
import type { ReviewVerdict } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import { Refusal } from "../parts/form/Refusal.tsx";
import { useAct } from "../parts/form/use-act.ts";
import { Region } from "../parts/page/Region.tsx";
import { KeyChoice } from "../parts/sign/KeyChoice.tsx";
import { SignPanel } from "../parts/sign/SignPanel.tsx";
import { useSigning } from "../parts/sign/use-signing.ts";
import { ReviewChip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { conclude } from "../shell/status.ts";
import { committed } from "./decision-text.ts";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";
import { decideReviewDocument, mayReviewQuery } from "./request.queries.ts";

type Owed = NonNullable<RequestFacts["review"]>;

/** The review that an applied emergency owes: how far it has come, and one's own vote. */
export const Review = ({ of }: { of: RequestFacts }) => {
  const { review } = of;
  if (review === null) return null;
  const open = review.state === "OPEN" || review.state === "OVERDUE";
  return (
    <Region title="Review of the emergency" actions={<ReviewChip state={review.state} />}>
      <div className={styles.form}>
        <p className={styles.quiet}>
          {open ? (
            <>
              Those who would have signed the move say whether it was right, by <Time at={review.dueAt} />.
              {review.state === "OVERDUE" && " It is too late: until it is decided the model has no further emergency."}
            </>
          ) : (
            review.decidedAt && (
              <>
                Decided <Time at={review.decidedAt} />.
              </>
            )
          )}
        </p>
        {review.rollback && (
          <Link to="/requests/$id" params={{ id: review.rollback.id }}>
            The request to give the slot back
          </Link>
        )}
        {open && <Vote of={of} review={review} />}
      </div>
    </Region>
  );
};

const Vote = ({ of, review }: { of: RequestFacts; review: Owed }) => {
  const [comment, setComment] = useState("");
  const [missing, setMissing] = useState(false);
  const verdict = useRef<ReviewVerdict>("CONFIRM");
  const form = useRef<HTMLFormElement>(null);
  const why = useId();
  const signing = useSigning(of.id, of.signing);
  const mine = useQuery(mayReviewQuery(of.modelName)).data;
  const may = mine?.includes(review.id) ?? false;
  const act = useAct(
    async (idempotencyKey) => {
      const said = { verdict: verdict.current, comment: comment.trim() };
      const signature = await signing.sign(said);
      const input = { reviewId: review.id, ...said, idempotencyKey, ...(signature && { signature }) };
      const payload = (await ask(decideReviewDocument, { input })).decideReview;
      signing.forget();
      return payload;
    },
    (payload) => {
      setComment("");
      const isConfirmed = verdict.current === "CONFIRM";
      const done = committed(isConfirmed ? "Confirmed" : "Overturned", of, payload);
      conclude(isConfirmed ? done : `${done} The slot is asked back.`, form.current);
    },
  );
  const send = (given: ReviewVerdict): void => {
    setMissing(comment.trim() === "");
    if (comment.trim() === "" || act.pending) return;
    verdict.current = given;
    act.send();
  };
  const busy = (given: ReviewVerdict): boolean => act.pending && verdict.current === given;
  const told = may || mine === undefined ? undefined : why;
  return (
    <form ref={form} className={styles.form} aria-label="Your review" onSubmit={(event) => event.preventDefault()}>
      <Field label="What you found" hint={missing ? "Say what you found: both votes need it." : undefined}>
        <textarea
          rows={3}
          maxLength={2_000}
          disabled={!may}
          value={comment}
          aria-invalid={missing || undefined}
          onChange={({ target }) => setComment(target.value)}
        />
      </Field>
      {may && <KeyChoice of={signing} />}
      <SignPanel of={signing} />
      <Refusal error={act.error} userErrors={act.userErrors} />
      <div className={styles.buttons}>
        <Button
          look="primary"
          disabled={!may || signing.lacks}
          busy={busy("CONFIRM")}
          aria-describedby={told}
          onClick={() => send("CONFIRM")}
        >
          Confirm the emergency
        </Button>
        <Button
          look="danger"
          disabled={!may || signing.lacks}
          busy={busy("OVERTURN")}
          aria-describedby={told}
          onClick={() => send("OVERTURN")}
        >
          Overturn
        </Button>
      </div>
      {told && (
        <p id={why} className={styles.quiet}>
          It does not wait for you: those review it whose signatures the policies ask for, who did not sign the
          emergency, and who have not voted yet.
        </p>
      )}
    </form>
  );
};
