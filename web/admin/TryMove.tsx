import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { AskError, ask } from "../ask.ts";
import type { TryMoveQuery } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { ForeseenGates } from "../parts/word/ForeseenGates.tsx";
import { asked } from "../parts/word/places.ts";
import { word } from "../parts/word/text.ts";
import { tryDocument, tryVersionDocument } from "./policies.queries.ts";

interface Props {
  readonly slots: readonly string[];
  /** The model to begin with; empty: any. */
  readonly model: string;
}

/** A dry run: what a move would take now, and whether a person could ask for it or sign it. Nothing is asked for. */
export const TryMove = ({ slots, model }: Props) => {
  const [name, setName] = useState(model);
  const [version, setVersion] = useState("");
  const [to, setTo] = useState(slots[0] ?? "");
  const [who, setWho] = useState("");
  const run = useMutation({
    mutationFn: async () => {
      const { modelVersion } = await ask(tryVersionDocument, { name, version: Number(version) });
      if (!modelVersion)
        throw new AskError("NOT_FOUND", `There is no version ${version} of “${name}” that you may read.`);
      const principal = who.trim().replace(/^@/, "") || null;
      return (await ask(tryDocument, { id: modelVersion.id, to, principal })).checkTransition;
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!run.isPending) run.mutate();
  };
  return (
    <Region title="Dry run">
      <form className={form.form} onSubmit={submit}>
        <p className={form.note}>What a move would take, under all policies as they are now. Nothing is asked for.</p>
        <Field label="Model">
          <input type="text" required value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Field label="Version">
          <input type="number" required min={1} value={version} onChange={({ target }) => setVersion(target.value)} />
        </Field>
        <Field label="To">
          <select value={to} onChange={({ target }) => setTo(target.value)}>
            {slots.map((slot) => (
              <option key={slot}>{slot}</option>
            ))}
          </select>
        </Field>
        <Field label="As" hint="A handle; empty: yourself. Of others it is told to owners and administrators.">
          <input type="text" value={who} onChange={({ target }) => setWho(target.value)} />
        </Field>
        <Refusal error={run.error} />
        <div className={form.actions}>
          <Button type="submit" busy={run.isPending}>
            Try it
          </Button>
        </div>
      </form>
      {run.data && <Outcome of={run.data} />}
    </Region>
  );
};

const Outcome = ({ of }: { of: TryMoveQuery["checkTransition"] }) => (
  <div className={form.form} role="status" aria-label="What it would take">
    <p>
      <Chip tone={of.canRequest ? "good" : "bad"}>{of.canRequest ? "Could ask" : "Could not ask"}</Chip>{" "}
      <Chip tone={of.canApprove ? "good" : "calm"}>{of.canApprove ? "Could sign" : "Could not sign"}</Chip>
    </p>
    {of.appliesAtOnce && <p>It would be moved at once.</p>}
    {of.places.length > 0 && (
      <p>It would wait for {asked(of.places.map(({ needed, ...place }) => ({ ...place, count: needed })))}.</p>
    )}
    <ForeseenGates of={of.gates} />
    {of.refusals.map(({ act, code, message, who }) => (
      <p key={`${act} ${code}`} className={form.note}>
        {act === "REQUEST" ? "Asking" : "Signing"} is answered: “{message}” <code>{code}</code>
        {who && ` Who could: ${who.replaceAll(/\b[A-Z_]{4,}\b/g, word)}.`}
      </p>
    ))}
  </div>
);
