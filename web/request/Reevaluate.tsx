import { ask } from "../ask.ts";
import { Button } from "../parts/form/Button.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { useAct } from "../parts/form/use-act.ts";
import { announce } from "../shell/status.ts";
import { useViewer } from "../shell/viewer.ts";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";
import { reevaluateDocument } from "./request.queries.ts";

/** Evaluates the gates anew, at once: what they wait for may have come meanwhile. Only while the request is open. */
export const Reevaluate = ({ of }: { of: RequestFacts }) => {
  const { scopes } = useViewer();
  const act = useAct(
    async (idempotencyKey) => {
      const input = { transitionRequestId: of.id, idempotencyKey };
      return (await ask(reevaluateDocument, { input })).reevaluateGates;
    },
    ({ transitionRequest }) => announce(found(transitionRequest)),
  );
  if (of.state !== "PENDING" || of.gates.length === 0) return null;
  const may = scopes.includes("WRITE");
  return (
    <div className={styles.below}>
      <div className={form.actions}>
        {!may && <span className={form.note}>It takes the scope write, which what you signed in with lacks.</span>}
        <Button disabled={!may} busy={act.pending} onClick={may ? act.send : undefined}>
          Evaluate the gates again
        </Button>
      </div>
      <Refusal error={act.error} userErrors={act.userErrors} />
    </div>
  );
};

type Found = { readonly state: string; readonly gates: readonly { readonly verdict: string }[] } | null | undefined;

const found = (request: Found): string => {
  if (request?.state !== "PENDING") return "The gates were evaluated, and the request has ended.";
  const waiting = request.gates.filter(({ verdict }) => verdict === "PENDING").length;
  return waiting === 0
    ? "The gates were evaluated: none is waited for."
    : `The gates were evaluated: ${waiting} of ${request.gates.length} still wait.`;
};
