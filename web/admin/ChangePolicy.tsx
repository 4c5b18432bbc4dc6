import { ask } from "../ask.ts";
import type { UpdateApprovalPolicyInput } from "../gql/graphql.ts";
import { announce } from "../shell/status.ts";
import { ChangeAsText, type Written } from "./ChangeAsText.tsx";
import { PolicyEditor } from "./PolicyEditor.tsx";
import { type PolicyFacts, updatePolicyDocument } from "./policies.queries.ts";
import { policyText } from "./policy-text.ts";

/** Changes a policy: what differs is sent, and becomes its next revision. */
export const ChangePolicy = ({ of }: { of: PolicyFacts }) => {
  const send = async ({ changed }: Written, idempotencyKey: string) => {
    const input = { ...changed, approvalPolicyId: of.id, idempotencyKey } as UpdateApprovalPolicyInput;
    return (await ask(updatePolicyDocument, { input })).updateApprovalPolicy;
  };
  return (
    <ChangeAsText
      first={policyText(of)}
      editor={(text, onText) => <PolicyEditor text={text} onText={onText} />}
      warning="A changed policy voids the requests that are open under it: they are asked for anew."
      submit={`Keep as revision ${of.revision + 1}`}
      send={send}
      onDone={({ approvalPolicy, warnings }) =>
        announce([`Revision ${approvalPolicy?.revision} is in force.`, ...warnings].join(" "))
      }
    />
  );
};
