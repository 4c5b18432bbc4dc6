import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ask } from "../ask.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import { useFormKey } from "../parts/form/form-key.ts";
import { Refusal } from "../parts/form/Refusal.tsx";
import { ForeseenGates } from "../parts/word/ForeseenGates.tsx";
import { word } from "../parts/word/text.ts";
import { announce } from "../shell/status.ts";
import { type Check, checkQuery, requestMoveDocument, waysPastQuery } from "./move.queries.ts";
import { getsPast, inputOf, noPast, PastGates } from "./PastGates.tsx";
import styles from "./RequestMove.module.css";
import type { VersionFacts } from "./version-facts.ts";

/** Asks to move the version: applied at once, or pending until it is signed. */
export const MoveForm = ({ of, onDone }: { of: VersionFacts; onDone: () => void }) => {
  const [to, setTo] = useState(of.nextStages[0]?.name ?? "");
  const [reason, setReason] = useState("");
  const [ticketUrl, setTicketUrl] = useState("");
  const key = useFormKey();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [past, setPast] = useState(noPast);
  const checked = useQuery(checkQuery(of, to));
  const foreseen = useQuery(waysPastQuery(of, to));
  const ways = foreseen.data;
  const check = checked.data;
  const refusal = check?.refusals.find((each) => each.act === "REQUEST" && !getsPast(past, ways, each));
  const holder = of.registeredModel?.slots.find(({ slot }) => slot === to);
  const move = useMutation({
    mutationFn: async () => {
      const input = {
        modelVersionId: of.id,
        to,
        reason,
        ...(ticketUrl !== "" && { ticketUrl }),
        ...inputOf(past, ways),
        ...(holder && { expectedHolder: holder.version }),
        idempotencyKey: key(),
      };
      return (await ask(requestMoveDocument, { input })).requestTransition;
    },
    onSuccess: async ({ transitionRequest, userErrors }) => {
      if (userErrors.length > 0 || !transitionRequest) return key.renew();
      await queries.invalidateQueries();
      onDone();
      if (transitionRequest.state === "APPLIED")
        announce(`Moved: ${of.modelName}/${of.version} holds ${transitionRequest.to}.`);
      else await navigate({ to: "/requests/$id", params: { id: transitionRequest.id } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!move.isPending && refusal === undefined) move.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label="To">
        <select value={to} onChange={({ target }) => setTo(target.value)}>
          {of.nextStages.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </Field>
      <p className={styles.note} role="status">
        {check === undefined ? "…" : foretold(check, refusal)}
        {holder && ` Version ${holder.version} holds ${to} now.`}
      </p>
      {check && <ForeseenGates of={check.gates} />}
      <Field label="Reason">
        <textarea
          required
          maxLength={2_000}
          rows={3}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Field>
      <Field label="Ticket (https address, if there is one)">
        <input type="url" value={ticketUrl} onChange={({ target }) => setTicketUrl(target.value)} />
      </Field>
      {ways && <PastGates ways={ways} past={past} onPast={setPast} />}
      <Refusal error={move.error ?? checked.error ?? foreseen.error} userErrors={move.data?.userErrors} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" busy={move.isPending} disabled={refusal !== undefined}>
          {check?.appliesAtOnce ? "Move it" : "Ask for it"}
        </Button>
      </div>
    </form>
  );
};

/** What would become of it, before anybody asks; `refusal`: what still stands against it, as the form is filled in. */
const foretold = (
  { appliesAtOnce, places, refusals }: Check,
  refusal: Check["refusals"][number] | undefined,
): string => {
  if (refusal !== undefined) return `${refusal.message}${refusal.who ? ` Who could ask: ${refusal.who}.` : ""}`;
  if (refusals.some(({ act }) => act === "REQUEST"))
    return "It waits until whoever may lets it past, and it is signed.";
  if (appliesAtOnce) return "It is moved at once: no policy asks for a signature.";
  const told = places.map(({ role, needed, team }) => `${needed} ${word(role)}${team ? ` of ${team.name}` : ""}`);
  return `It waits until signed by ${told.join(" and ") || "those whom a policy names"}.`;
};
