import { type ReactNode, useState } from "react";
import { Button } from "../parts/form/Button.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { type Answered, useAct } from "../parts/form/use-act.ts";
import { Region } from "../parts/page/Region.tsx";
import { Difference } from "./PolicyEditor.tsx";
import { changesOf, type Draft, readDraft } from "./policy-text.ts";

/** What was written, read: whole, and the keys of it that differ from what holds. */
export interface Written {
  readonly whole: Draft;
  readonly changed: Draft;
}

interface Props<Payload extends Answered> {
  /** What holds now, in JSON. */
  readonly first: string;
  readonly editor: (text: string, onText: (text: string) => void) => ReactNode;
  /** What is said before it is kept. */
  readonly warning?: string;
  readonly submit: string;
  readonly send: (written: Written, idempotencyKey: string) => Promise<Payload>;
  readonly onDone: (payload: Payload) => void;
}

/**
 * Changes something that is written as JSON: written, looked at as a difference, then kept. What was typed stays when
 * somebody else changes the same: the difference is to what holds now.
 */
export const ChangeAsText = <Payload extends Answered>(props: Props<Payload>) => {
  const { first, editor, warning, submit, send, onDone } = props;
  const [typed, setTyped] = useState<{ text: string; over: string } | null>(null);
  const [looking, setLooking] = useState(false);
  const text = typed?.text ?? first;
  const draft = readDraft(text);
  const changes = typeof draft === "string" ? [] : changesOf(readDraft(first) as Draft, draft);
  const startAgain = (): void => {
    setTyped(null);
    setLooking(false);
  };
  const act = useAct(
    (idempotencyKey) => {
      const whole = draft as Draft;
      const changed = Object.fromEntries(changes.map(({ key }) => [key, whole[key]]));
      return send({ whole, changed }, idempotencyKey);
    },
    (payload) => {
      startAgain();
      onDone(payload);
    },
  );
  const write = (next: string): void => {
    act.forget();
    setTyped({ text: next, over: typed?.over ?? first });
  };
  return (
    <Region title="Change it">
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (looking) act.send();
          else setLooking(changes.length > 0);
        }}
      >
        {looking ? <Difference of={changes} /> : editor(text, write)}
        <p className={form.note}>{changes.length === 0 ? "Nothing is changed yet." : warning}</p>
        {typed !== null && typed.over !== first && <Overtaken onStartAgain={startAgain} />}
        <Refusal error={act.error} userErrors={act.userErrors} />
        <div className={form.actions}>
          {looking && <Button onClick={() => setLooking(false)}>Go on writing</Button>}
          <Button type="submit" look="primary" disabled={changes.length === 0} busy={act.pending}>
            {looking ? submit : "Look at the difference"}
          </Button>
        </div>
      </form>
    </Region>
  );
};

/** Somebody else changed the same while one wrote. */
const Overtaken = ({ onStartAgain }: { onStartAgain: () => void }) => (
  <div role="alert">
    <p>It was changed while you wrote. What you typed is kept; the difference is to what holds now.</p>
    <Button onClick={onStartAgain}>Start again from what holds now</Button>
  </div>
);
