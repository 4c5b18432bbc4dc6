import { useState } from "react";
import { ask } from "../ask.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { holds } from "../parts/people/roles.ts";
import { KeyChoice } from "../parts/sign/KeyChoice.tsx";
import { SignPanel } from "../parts/sign/SignPanel.tsx";
import { useSigning } from "../parts/sign/use-signing.ts";
import { Digest } from "../parts/word/Digest.tsx";
import { asked } from "../parts/word/places.ts";
import { useViewer } from "../shell/viewer.ts";
import type { GateShown } from "./Gates.tsx";
import type { RequestFacts } from "./Request.tsx";
import { waiveDocument } from "./request.queries.ts";
import type { WaivableBy } from "./use-waivable.ts";

interface Props {
  readonly of: RequestFacts;
  readonly gate: GateShown;
  /** Who may; nobody: the gate cannot be waived. */
  readonly by: WaivableBy;
}

/** Lets a gate go for what it finds now: a signature, by whom its policy names. */
export const Waive = ({ of, gate, by }: Props) => {
  const { teams } = useViewer();
  const [reason, setReason] = useState("");
  const signing = useSigning(of.id, of.signing);
  const own = of.modelVersion?.registeredModel?.team.slug;
  const may = by.some(({ role, team }) => holds(teams, team?.slug ?? own, role));
  if (by.length === 0 || gate.policy === null) return null;
  const { id: policyId } = gate.policy;
  const send = async (idempotencyKey: string) => {
    const input = {
      transitionRequestId: of.id,
      policyId,
      gateKey: gate.key,
      contentDigest: of.contentDigest,
      reason,
      idempotencyKey,
    };
    const signature = await signing.sign({ verdict: "WAIVE", comment: reason, gate: { policyId, gateKey: gate.key } });
    const payload = (await ask(waiveDocument, { input: { ...input, ...(signature && { signature }) } })).waiveGate;
    signing.forget();
    return payload;
  };
  return (
    <>
      {may && (
        <ActDialog
          label="Waive"
          about={`the gate ${gate.key}`}
          title={`Waive the gate ${gate.key}`}
          submit="Sign the waiver"
          ready={reason.trim() !== "" && !signing.lacks}
          send={send}
          onClose={() => signing.asked?.cancel()}
          said={({ entry }) => `Waived.${entry ? ` Entry #${entry.seq} of ${of.modelName}/${of.version}.` : ""}`}
        >
          <p>
            It requires {gate.required}; it finds {gate.cause ?? gate.observed ?? "nothing"}.
          </p>
          <p className={form.note}>
            The waiver is a signature over statement <Digest of={of.contentDigest} copy={false} /> and holds for what
            the gate finds now. Whoever waives a gate does not sign the move under the same policy.
          </p>
          <Field label="Reason">
            <textarea
              required
              rows={3}
              maxLength={2_000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </Field>
          <KeyChoice of={signing} />
          <SignPanel of={signing} />
        </ActDialog>
      )}
      <p className={form.note}>May be waived by {asked(by)}.</p>
    </>
  );
};
