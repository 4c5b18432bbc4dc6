import type { ReactNode } from "react";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Region } from "../parts/page/Region.tsx";
import { Time } from "../parts/word/Time.tsx";
import { Verdict } from "../parts/word/Verdict.tsx";
import { Reevaluate } from "./Reevaluate.tsx";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";
import { useWaivable } from "./use-waivable.ts";
import { Waive } from "./Waive.tsx";

export type GateShown = RequestFacts["gates"][number];

/**
 * What the registry checked by itself: what is required, what was found, the line that brings what is missing, and who
 * waived it and why.
 */
export const Gates = ({ of }: { of: RequestFacts }) => {
  const waivable = useWaivable(of);
  if (of.gates.length === 0) return null;
  return (
    <Region title="Gates" count={of.gates.length} flush>
      {of.emergency && <p className={styles.above}>In an emergency gates are recorded, and hold nothing.</p>}
      <ScrollFrame of="Gates">
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Gate</th>
              <th scope="col">Verdict</th>
              <th scope="col">Required</th>
              <th scope="col">Found</th>
            </tr>
          </thead>
          <tbody>
            {of.gates.map((gate) => (
              <Row key={`${gate.policy?.id} ${gate.key}`} of={gate}>
                <Waiver of={gate} asked={askedFor(of, gate)} />
                <Waive of={of} gate={gate} by={waivable(gate)} />
              </Row>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <Reevaluate of={of} />
    </Region>
  );
};

/** Why its waiver is asked for: gates of two policies may have one key. */
const askedFor = ({ waivers }: RequestFacts, gate: GateShown): string | undefined =>
  waivers.find(({ policy, key }) => policy?.id === gate.policy?.id && key === gate.key)?.reason;

/** Who waived the gate, and why; or that somebody asks for it. */
const Waiver = ({ of, asked }: { of: GateShown; asked: string | undefined }) => {
  if (of.waiver)
    return (
      <p className={table.quiet}>
        waived by {of.waiver.by.displayName} <Time at={of.waiver.at} relative />
        {of.waiver.reason && <>: {of.waiver.reason}</>}
      </p>
    );
  return asked === undefined || of.verdict !== "PENDING" ? null : (
    <p className={table.quiet}>a waiver is asked for: {asked}</p>
  );
};

const Row = ({ of, children }: { of: GateShown; children: ReactNode }) => (
  <tr>
    <th scope="row">
      {of.title ?? <code>{of.key}</code>}
      {of.policy && <p className={table.quiet}>{of.policy.name}</p>}
    </th>
    <td>
      <div className={styles.verdict}>
        <Verdict verdict={of.verdict} />
        {children}
      </div>
    </td>
    <td>{of.required}</td>
    <td>
      {of.cause ?? of.observed}
      {of.attempts !== null && of.attempts > 1 && <p className={table.quiet}>evaluated {of.attempts} times</p>}
      {of.inputs.length > 0 && (
        <ul className={styles.facts}>
          {of.inputs.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a result never changes
            <li key={index}>{fact.hidden ? `${fact.what}: hidden from you` : `${fact.what}: ${fact.label}`}</li>
          ))}
        </ul>
      )}
    </td>
  </tr>
);
