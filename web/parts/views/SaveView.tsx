import { type FormEvent, useState } from "react";
import { announce } from "../../shell/status.ts";
import { Button } from "../form/Button.tsx";
import { Dialog } from "../form/Dialog.tsx";
import { Field } from "../form/Field.tsx";
import form from "../form/form.module.css";
import { Refusal } from "../form/Refusal.tsx";
import { useAct } from "../form/use-act.ts";
import { meet, readSearch } from "./address.ts";
import { saveView } from "./views.queries.ts";

interface Props {
  readonly screen: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Gives a name to what the address holds. */
export const SaveView = ({ screen, open, onClose }: Props) => {
  const [name, setName] = useState("");
  const act = useAct(
    (idempotencyKey) => saveView({ screen, name, query: paramsHere(), idempotencyKey }),
    ({ savedView }) => {
      if (savedView) meet(savedView.id, savedView);
      announce(`Saved: ${name}.`);
      onClose();
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    act.send();
  };
  return (
    <Dialog open={open} onClose={onClose} title="Save this view">
      <form className={form.form} onSubmit={submit}>
        <Field label="Name" hint="A view of yours by this name on this screen is replaced, and keeps its address.">
          <input type="text" required maxLength={256} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Refusal error={act.error} userErrors={act.userErrors} />
        <div className={form.actions}>
          <Button type="submit" look="primary" busy={act.pending}>
            Save it
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

/** What the address holds, whole: what a view in it stands for, too. */
const paramsHere = (): string => {
  const { view, ...params } = readSearch(location.search);
  return new URLSearchParams(params).toString();
};
