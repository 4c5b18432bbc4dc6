import type { FormEvent, ReactNode } from "react";
import { Button } from "./Button.tsx";
import styles from "./form.module.css";
import { Refusal } from "./Refusal.tsx";
import type { Act, Answered } from "./use-act.ts";

interface Props<Payload extends Answered> {
  readonly act: Act<Payload>;
  readonly submit: string;
  readonly danger?: boolean;
  /** What it takes is filled in. */
  readonly ready?: boolean;
  /** What stays in the dialog once it is committed, since it shows this once: a secret. */
  readonly once?: ((payload: Payload) => ReactNode) | undefined;
  readonly children: ReactNode;
}

/** The form of one governed act: what will be done, what it takes, and why it was refused. */
export const ActForm = <Payload extends Answered>(props: Props<Payload>) => {
  const { act, submit, danger = false, ready = true, once, children } = props;
  const done = act.payload !== undefined && act.payload.userErrors.length === 0 ? act.payload : undefined;
  if (once && done) return once(done);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) act.send();
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {children}
      <Refusal error={act.error} userErrors={act.userErrors} />
      <div className={styles.actions}>
        <Button type="submit" look={danger ? "danger" : "primary"} busy={act.pending} disabled={!ready}>
          {submit}
        </Button>
      </div>
    </form>
  );
};
