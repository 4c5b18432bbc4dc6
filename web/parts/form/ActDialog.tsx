import { type ReactNode, useState } from "react";
import { announce } from "../../shell/status.ts";
import { Unseen } from "../word/Unseen.tsx";
import { ActForm } from "./ActForm.tsx";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { type Answered, useAct } from "./use-act.ts";

interface Props<Payload extends Answered> {
  /** The word on the button that opens it. */
  readonly label: string;
  /** What the button is about, for those who hear the page: many rows have the same word. */
  readonly about?: string;
  readonly title: string;
  readonly submit: string;
  readonly danger?: boolean;
  /** What it takes is filled in. */
  readonly ready?: boolean;
  readonly disabled?: boolean;
  readonly send: (idempotencyKey: string) => Promise<Payload>;
  /** What is said once it is committed. */
  readonly said: (payload: Payload) => string;
  /** What stays in the dialog once it is committed, since it shows this once: a secret. */
  readonly once?: (payload: Payload) => ReactNode;
  readonly children: ReactNode;
}

/** A button, and the form that it opens: what will be done, what it takes, and why it was refused. */
export const ActDialog = <Payload extends Answered>(props: Props<Payload>) => {
  const { label, about, title, submit, danger = false, ready = true, disabled = false, once, children } = props;
  const [open, setOpen] = useState(false);
  const act = useAct(props.send, (payload) => {
    if (once === undefined) setOpen(false);
    announce(props.said(payload));
  });
  const show = (): void => {
    act.forget();
    setOpen(true);
  };
  return (
    <>
      <Button disabled={disabled} onClick={disabled ? undefined : show}>
        {label}
        {about && <Unseen> {about}</Unseen>}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <ActForm act={act} submit={submit} danger={danger} ready={ready} once={once}>
          {children}
        </ActForm>
      </Dialog>
    </>
  );
};
