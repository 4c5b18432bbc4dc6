import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Signature } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { ask } from "../ask.ts";
import type { DecisionMeaning } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import { useFormKey } from "../parts/form/form-key.ts";
import { Refusal } from "../parts/form/Refusal.tsx";
import { KeyChoice } from "../parts/sign/KeyChoice.tsx";
import { SignPanel } from "../parts/sign/SignPanel.tsx";
import { type Signing, useSigning } from "../parts/sign/use-signing.ts";
import { CopyButton } from "../parts/word/Digest.tsx";
import { useKeys } from "../shell/keys.ts";
import { conclude } from "../shell/status.ts";
import { meanings, outcome } from "./decision-text.ts";
import { placeText } from "./place-text.ts";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";
import { approveDocument, rejectDocument, requestQuery } from "./request.queries.ts";
import { isSaid, Signed, useSigned } from "./Signed.tsx";

type Verdict = "APPROVE" | "REJECT";

/** The viewer's signature, for or against; disabled with the rule that refuses it. Nothing shows before it is committed. */
export const DecisionForm = ({ of }: { of: RequestFacts }) => {
  const [meaning, setMeaning] = useState<DecisionMeaning>("APPROVAL");
  const [comment, setComment] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const first = useRef<HTMLSelectElement>(null);
  const signing = useSigning(of.id, of.signing);
  const form = useRef<HTMLFormElement>(null);
  const decision = useDecision(of, signing, (text) => conclude(text, form.current));
  const why = useId();
  const signed = useSigned(of);
  const again = signing.chosen === "" && isSaid(signed, meaning, comment);
  const { canApprove, canReject, message } = of.viewerDecision;
  useKeys({ a: () => first.current?.focus(), r: () => field.current?.focus() });
  const send = (verdict: Verdict): void => {
    const lacks = verdict === "REJECT" && comment.trim() === "";
    setMissing(lacks);
    if (verdict === "APPROVE" && again) return;
    if (lacks) field.current?.focus();
    else decision.send({ verdict, meaning, comment: comment.trim() });
  };
  const approve = (event: FormEvent): void => {
    event.preventDefault();
    send("APPROVE");
  };
  if (of.state !== "PENDING") return decision.done ? null : <Kept comment={comment} />;
  return (
    <form ref={form} className={styles.form} onSubmit={approve} aria-label="Your decision">
      <Field label="Meaning">
        <select
          ref={first}
          disabled={!canApprove}
          value={meaning}
          onChange={({ target }) => setMeaning(target.value as DecisionMeaning)}
        >
          {meanings.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Comment" hint={missing ? "Say why: a rejection needs a reason." : "Needed to reject."}>
        <textarea
          ref={field}
          rows={3}
          maxLength={2_000}
          disabled={!canApprove && !canReject}
          placeholder="What you checked"
          value={comment}
          aria-invalid={missing || undefined}
          onChange={({ target }) => setComment(target.value)}
        />
      </Field>
      {(canApprove || canReject) && <KeyChoice of={signing} />}
      <SignPanel of={signing} />
      <Refusal error={decision.error} userErrors={decision.userErrors}>
        {decision.userErrors.length > 0 && (
          <p>What you typed is kept. The request was read again: look at it, then decide.</p>
        )}
      </Refusal>
      {signed && <Signed of={signed} />}
      <div className={styles.buttons}>
        <Button
          type="submit"
          look="primary"
          disabled={!canApprove || signing.lacks || again}
          busy={decision.pending === "APPROVE"}
          aria-describedby={message ? why : undefined}
        >
          <Signature size="1.2em" aria-hidden />
          Approve {of.to} for v{of.version}
        </Button>
        <Button
          look="danger"
          disabled={!canReject || signing.lacks}
          busy={decision.pending === "REJECT"}
          aria-describedby={message ? why : undefined}
          onClick={() => send("REJECT")}
        >
          Reject
        </Button>
      </div>
      {message && (
        <p id={why} className={styles.quiet}>
          {canReject ? "You cannot approve this." : "You cannot decide this."} {message} {whoCould(of)}
        </p>
      )}
    </form>
  );
};

/** The request ended while somebody typed: their words are not lost. */
const Kept = ({ comment }: { comment: string }) =>
  comment.trim() === "" ? null : (
    <div>
      <p className={styles.quiet}>The request ended before you decided. What you typed:</p>
      <blockquote>
        {comment} <CopyButton text={comment} what="comment" />
      </blockquote>
    </div>
  );

/** Who could, for whoever cannot. */
const whoCould = ({ requirements }: RequestFacts): string => {
  const open = requirements.filter(({ given, needed }) => given < needed);
  const roles = open.map((place) => `a ${placeText(place)}`);
  return roles.length === 0 ? "" : `Who can: ${[...new Set(roles)].join(", ")}.`;
};

interface Said {
  readonly verdict: Verdict;
  readonly meaning: DecisionMeaning;
  readonly comment: string;
}

/** Sends one decision, waits for its committed entry, and reads again whatever it may have changed. */
const useDecision = (of: RequestFacts, signing: Signing, onDone: (text: string) => void) => {
  const key = useFormKey();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: async ({ verdict, meaning, comment }: Said) => {
      const rejects = verdict === "REJECT";
      const said = { ...(!rejects && { meaning }), ...(comment !== "" && { comment }) };
      const signature = await signing.sign({ verdict, ...said });
      const common = { transitionRequestId: of.id, idempotencyKey: key(), ...(signature && { signature }) };
      if (rejects) return (await ask(rejectDocument, { input: { ...common, comment } })).rejectTransition;
      return (await ask(approveDocument, { input: { ...common, contentDigest: of.contentDigest, ...said } }))
        .approveTransition;
    },
    onSuccess: async (payload, { verdict }) => {
      signing.forget();
      key.renew();
      if (payload.userErrors.length === 0) onDone(outcome(verdict, of, payload));
      void queries.invalidateQueries();
      // The form rests until the request is there anew, not until the comparison is.
      await queries.refetchQueries({ ...requestQuery(of.id), exact: true }, { cancelRefetch: false });
    },
  });
  return {
    done: mutation.data?.userErrors.length === 0,
    pending: mutation.isPending ? mutation.variables.verdict : null,
    error: mutation.error,
    userErrors: mutation.data?.userErrors ?? [],
    send: (said: Said): void => {
      if (!mutation.isPending) mutation.mutate(said);
    },
  };
};
