import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../ask.ts";
import type { CreateApprovalPolicyInput } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { useAct } from "../parts/form/use-act.ts";
import { Page } from "../parts/page/Page.tsx";
import { Region } from "../parts/page/Region.tsx";
import { useViewer } from "../shell/viewer.ts";
import { type Covers, CoversFields, isWhole, notCovered, scopeOf } from "./CoversFields.tsx";
import { PolicyEditor } from "./PolicyEditor.tsx";
import { createPolicyDocument } from "./policies.queries.ts";
import { firstDraft, readDraft } from "./policy-text.ts";

/** Makes a policy. */
export const NewPolicy = () => {
  const { scopes } = useViewer();
  const [covers, setCovers] = useState<Covers>({ what: "model", name: "" });
  const [text, setText] = useState(firstDraft);
  const navigate = useNavigate();
  const draft = readDraft(text);
  const ready = typeof draft !== "string" && isWhole(covers) && scopes.includes("ADMIN");
  const act = useAct(
    async (idempotencyKey) => {
      const scope = await scopeOf(covers);
      if (scope === null) return { approvalPolicy: null, warnings: [], userErrors: notCovered(covers) };
      const input = { ...(draft as object), scope, idempotencyKey } as CreateApprovalPolicyInput;
      return (await ask(createPolicyDocument, { input })).createApprovalPolicy;
    },
    ({ approvalPolicy, warnings }) => {
      if (approvalPolicy && warnings.length === 0)
        void navigate({ to: "/admin/policies/$id", params: { id: approvalPolicy.id } });
    },
  );
  const made = act.payload?.approvalPolicy;
  return (
    <Page title="New policy" crumbs={<Link to="/admin/policies">Policies</Link>}>
      {made && <Made id={made.id} warnings={act.payload?.warnings ?? []} />}
      <Region title="What it asks">
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) act.send();
          }}
        >
          <CoversFields of={covers} onChange={setCovers} />
          <PolicyEditor text={text} onText={setText} />
          <Refusal error={act.error} userErrors={act.userErrors} />
          <div className={form.actions}>
            {!scopes.includes("ADMIN") && (
              <span className={form.note}>It takes the scope admin, which what you signed in with lacks.</span>
            )}
            <Button type="submit" look="primary" disabled={!ready} busy={act.pending}>
              Put it in force
            </Button>
          </div>
        </form>
      </Region>
    </Page>
  );
};

/** It is in force, and something about it should worry whoever made it. */
const Made = ({ id, warnings }: { id: string; warnings: readonly string[] }) => (
  <div role="status" className={form.form}>
    <p>
      It is in force:{" "}
      <Link to="/admin/policies/$id" params={{ id }}>
        open it
      </Link>
      .
    </p>
    {warnings.map((warning) => (
      <p key={warning}>{warning}</p>
    ))}
  </div>
);
