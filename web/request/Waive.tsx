import { useState } from "react";
import form from "../parts/form/form.module.css";
import { PartDialog } from "../parts/form/PartDialog.tsx";
import { partQuery } from "../parts/form/part.ts";
import { holds } from "../parts/people/roles.ts";
import { asked } from "../parts/word/places.ts";
import { useViewer } from "../shell/viewer.ts";
import type { GateShown } from "./Gates.tsx";
import type { RequestFacts } from "./Request.tsx";
import type { WaivableBy } from "./use-waivable.ts";

const waiveForm = partQuery("WaiveForm", () => import("./WaiveForm.tsx"));

interface Props {
  readonly of: RequestFacts;
  readonly gate: GateShown;
  /** Who may; nobody: the gate cannot be waived. */
  readonly by: WaivableBy;
}

/** Lets a gate go for what it finds now: a signature, by whom its policy names. */
export const Waive = ({ of, gate, by }: Props) => {
  const { teams } = useViewer();
  // Here, so that a dialog that is closed and opened again still has it.
  const [reason, setReason] = useState("");
  const own = of.modelVersion?.registeredModel?.team.slug;
  const may = by.some(({ role, team }) => holds(teams, team?.slug ?? own, role));
  const { policy, key } = gate;
  if (by.length === 0 || policy === null) return null;
  return (
    <>
      {may && (
        <PartDialog label="Waive" about={`the gate ${key}`} title={`Waive the gate ${key}`} part={waiveForm}>
          {({ WaiveForm }, close) => (
            <WaiveForm of={of} gate={gate} policyId={policy.id} reason={reason} onReason={setReason} onDone={close} />
          )}
        </PartDialog>
      )}
      <p className={form.note}>May be waived by {asked(by)}.</p>
    </>
  );
};
