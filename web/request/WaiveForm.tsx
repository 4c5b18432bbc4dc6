import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { ActForm } from "../parts/form/ActForm.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { useAct } from "../parts/form/use-act.ts";
import { KeyChoice } from "../parts/sign/KeyChoice.tsx";
import { SignPanel } from "../parts/sign/SignPanel.tsx";
import { useSigning } from "../parts/sign/use-signing.ts";
import { Digest } from "../parts/word/Digest.tsx";
import { announce } from "../shell/status.ts";
import { committed } from "./decision-text.ts";
import type { GateShown } from "./Gates.tsx";
import type { RequestFacts } from "./Request.tsx";

const waiveDocument = graphql(`
  mutation Waive($input: WaiveGateInput!) {
    waiveGate(input: $input) {
      entry { seq }
      userErrors { code message path }
    }
  }
`);

interface Props {
  readonly of: RequestFacts;
  readonly gate: GateShown;
  readonly policyId: string;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onDone: () => void;
}

/** What is signed when a gate is waived, and why. */
export const WaiveForm = ({ of, gate, policyId, reason, onReason, onDone }: Props) => {
  const signing = useSigning(of.id, of.signing);
  const named = { policyId, gateKey: gate.key };
  const act = useAct(
    async (idempotencyKey) => {
      const signature = await signing.sign({ verdict: "WAIVE", comment: reason, gate: named });
      const input = { transitionRequestId: of.id, ...named, contentDigest: of.contentDigest, reason, idempotencyKey };
      const payload = (await ask(waiveDocument, { input: { ...input, ...(signature && { signature }) } })).waiveGate;
      signing.forget();
      return payload;
    },
    (payload) => {
      onDone();
      announce(committed("Waived", of, payload));
    },
  );
  return (
    <ActForm act={act} submit="Sign the waiver" ready={reason.trim() !== "" && !signing.lacks}>
      <p>
        It requires {gate.required}; it finds {gate.cause ?? gate.observed ?? "nothing"}.
      </p>
      <p className={form.note}>
        The waiver is a signature over statement <Digest of={of.contentDigest} copy={false} /> and holds for what the
        gate finds now. Whoever waives a gate does not sign the move under the same policy.
      </p>
      <Field label="Reason">
        <textarea
          required
          rows={3}
          maxLength={2_000}
          value={reason}
          onChange={({ target }) => onReason(target.value)}
        />
      </Field>
      <KeyChoice of={signing} />
      <SignPanel of={signing} />
    </ActForm>
  );
};
