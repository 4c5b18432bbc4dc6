import { useState } from "react";
import { ask } from "../ask.ts";
import type { UpdateApprovalPolicyInput } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { useAct } from "../parts/form/use-act.ts";
import { Region } from "../parts/page/Region.tsx";
import { announce } from "../shell/status.ts";
import { Difference, PolicyEditor } from "./PolicyEditor.tsx";
import { type PolicyFacts, updatePolicyDocument } from "./policies.queries.ts";
import { changesOf, type Draft, policyText, readDraft } from "./policy-text.ts";

/** Changes a policy: written as text, looked at as a difference, then kept as its next revision. */
export const ChangePolicy = ({ of }: { of: PolicyFacts }) => {
  const first = policyText(of);
  const [text, setText] = useState(first);
  const [looking, setLooking] = useState(false);
  const draft = readDraft(text);
  const changes = typeof draft === "string" ? [] : changesOf(readDraft(first) as Draft, draft);
  const act = useAct(
    async (idempotencyKey) => {
      const changed = Object.fromEntries(changes.map(({ key }) => [key, (draft as Draft)[key]]));
      const input = { ...changed, approvalPolicyId: of.id, idempotencyKey } as UpdateApprovalPolicyInput;
      return (await ask(updatePolicyDocument, { input })).updateApprovalPolicy;
    },
    ({ approvalPolicy, warnings }) =>
      announce([`Revision ${approvalPolicy?.revision} is in force.`, ...warnings].join(" ")),
  );
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
        {looking ? (
          <Difference of={changes} />
        ) : (
          <PolicyEditor
            text={text}
            onText={(next) => {
              act.forget();
              setText(next);
            }}
          />
        )}
        <p className={form.note}>
          {changes.length === 0
            ? "Nothing is changed yet."
            : "A changed policy voids the requests that are open under it: they are asked for anew."}
        </p>
        <Refusal error={act.error} userErrors={act.userErrors} />
        <div className={form.actions}>
          {looking && <Button onClick={() => setLooking(false)}>Go on writing</Button>}
          <Button type="submit" look="primary" disabled={changes.length === 0} busy={act.pending}>
            {looking ? `Keep as revision ${of.revision + 1}` : "Look at the difference"}
          </Button>
        </div>
      </form>
    </Region>
  );
};
