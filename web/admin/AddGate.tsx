import { useState } from "react";
import { Button } from "../parts/form/Button.tsx";
import { Dialog } from "../parts/form/Dialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { type GateField, gateKinds, gateOf, type Typed } from "./gate-kinds.ts";
import { readDraft } from "./policy-text.ts";

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Writes a gate into the policy's text by a form; the text says everything else that gates can ask. */
export const AddGate = ({ text, onText }: Props) => {
  const [open, setOpen] = useState(false);
  const draft = readDraft(text);
  if (typeof draft === "string") return null;
  const add = (gate: object): void => {
    const gates = Array.isArray(draft.gates) ? draft.gates : [];
    onText(JSON.stringify({ ...draft, gates: [...gates, gate] }, null, 2));
    setOpen(false);
  };
  return (
    <div className={form.actions}>
      <Button onClick={() => setOpen(true)}>Add a gate</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Add a gate">
        <GateForm onGate={add} />
      </Dialog>
    </div>
  );
};

const GateForm = ({ onGate }: { onGate: (gate: object) => void }) => {
  const [kind, setKind] = useState("metric");
  const [key, setKey] = useState("");
  const [typed, setTyped] = useState<Typed>({});
  const choose = (next: string): void => {
    setKind(next);
    setTyped({});
  };
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog stands in the page's tree, not in the policy's form; React would tell that form, too.
        event.stopPropagation();
        onGate(gateOf(kind, key, typed));
      }}
    >
      <Field label="It asks that">
        <select value={kind} onChange={({ target }) => choose(target.value)}>
          {Object.entries(gateKinds).map(([name, { title }]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Key of the gate" hint="Small letters, digits and hyphens; unique in its policy.">
        <input
          type="text"
          required
          pattern="[a-z0-9\-]{1,64}"
          value={key}
          onChange={({ target }) => setKey(target.value)}
        />
      </Field>
      {gateKinds[kind]?.fields.map((field) => (
        <Typing
          key={`${kind} ${field.name}`}
          of={field}
          typed={typed[field.name] ?? ""}
          onTyped={(value) => setTyped({ ...typed, [field.name]: value })}
        />
      ))}
      <div className={form.actions}>
        <Button type="submit" look="primary">
          Write it into the policy
        </Button>
      </div>
    </form>
  );
};

interface TypingProps {
  readonly of: GateField;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
}

const Typing = ({ of: { label, type, of = {}, required = false }, typed, onTyped }: TypingProps) => {
  if (type === "flag")
    return (
      <div className={form.ticks}>
        <label>
          <input
            type="checkbox"
            checked={typed !== ""}
            onChange={({ target }) => onTyped(target.checked ? "yes" : "")}
          />
          {label}
        </label>
      </div>
    );
  return (
    <Field label={label}>
      {type === "choice" ? (
        <select value={typed || Object.keys(of)[0]} onChange={({ target }) => onTyped(target.value)}>
          {Object.entries(of).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <input
          type={type === "number" ? "number" : "text"}
          step="any"
          required={required}
          value={typed}
          onChange={({ target }) => onTyped(target.value)}
        />
      )}
    </Field>
  );
};
