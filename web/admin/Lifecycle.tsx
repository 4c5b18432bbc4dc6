import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../ask.ts";
import type { AdminLifecycleQuery, SetLifecycleInput } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { useAct } from "../parts/form/use-act.ts";
import { Table } from "../parts/list/Table.tsx";
import { Loaded, Region } from "../parts/page/Region.tsx";
import { useAdministers } from "../parts/people/manages.ts";
import { announce } from "../shell/status.ts";
import { Admin } from "./Admin.tsx";
import { lifecycleQuery, setLifecycleDocument } from "./lifecycle.queries.ts";
import editor from "./PolicyEditor.module.css";
import { Difference } from "./PolicyEditor.tsx";
import { changesOf, type Draft, readDraft } from "./policy-text.ts";

type Stages = AdminLifecycleQuery["lifecycle"];

/** The stages, and the ways between them. */
export const Lifecycle = () => {
  const administers = useAdministers();
  const query = useQuery(lifecycleQuery);
  return (
    <Admin
      title="Lifecycle"
      lead="The stages that versions go through, and the ways between them, for every model."
      who="Administrators change it, with a token of the scope admin."
    >
      <Region title="Stages" flush>
        <Loaded query={query} lines={6}>
          {(of) => (
            <Table of="Stages" heads={["Stage", "Held by", "From there to"]}>
              {of.stages.map(({ name, exclusive }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{exclusive ? "at most one version of a model" : "any number of versions"}</td>
                  <td>
                    {of.edges
                      .filter(({ from }) => from === name)
                      .map(({ to }) => to)
                      .join(", ") || "nowhere"}
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </Loaded>
      </Region>
      {administers && query.data && <Change key={JSON.stringify(query.data)} of={query.data} />}
    </Admin>
  );
};

/** Changes it: written as text, looked at as a difference, then kept. */
const Change = ({ of }: { of: Stages }) => {
  const first = JSON.stringify(of, null, 2);
  const [text, setText] = useState(first);
  const [looking, setLooking] = useState(false);
  const draft = readDraft(text);
  const changes = typeof draft === "string" ? [] : changesOf(JSON.parse(first) as Draft, draft);
  const act = useAct(
    async (idempotencyKey) => {
      const input = { ...(draft as object), idempotencyKey } as SetLifecycleInput;
      return (await ask(setLifecycleDocument, { input })).setLifecycle;
    },
    () => announce("The lifecycle is changed."),
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
          <Field
            label="Lifecycle"
            hint={typeof draft === "string" ? draft : "MLflow’s four stages stay, and so does what is in use."}
          >
            <textarea
              className={editor.text}
              rows={18}
              spellCheck={false}
              value={text}
              aria-invalid={typeof draft === "string" || undefined}
              onChange={({ target }) => {
                act.forget();
                setText(target.value);
              }}
            />
          </Field>
        )}
        <Refusal error={act.error} userErrors={act.userErrors} />
        <div className={form.actions}>
          {looking && <Button onClick={() => setLooking(false)}>Go on writing</Button>}
          <Button type="submit" look="primary" disabled={changes.length === 0} busy={act.pending}>
            {looking ? "Keep it" : "Look at the difference"}
          </Button>
        </div>
      </form>
    </Region>
  );
};
