import { Check, CircleSlash, Clock, Undo2, X } from "lucide-react";
import { Chip } from "../parts/Chip.tsx";
import { Region } from "../parts/Region.tsx";
import { ScrollFrame } from "../parts/ScrollFrame.tsx";
import table from "../parts/table.module.css";
import { Word } from "../parts/text.ts";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";

type Result = RequestFacts["gates"][number];

const verdicts = {
  PASSED: ["good", Check],
  FAILED: ["bad", X],
  PENDING: ["warn", Clock],
  SKIPPED: ["calm", Undo2],
  WAIVED: ["calm", CircleSlash],
} as const;

const Verdict = ({ verdict }: { verdict: Result["verdict"] }) => {
  const [tone, Icon] = verdicts[verdict];
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {Word(verdict)}
    </Chip>
  );
};

/** What the registry checked by itself: what is required, what was found, and the line that brings what is missing. */
export const Gates = ({ of }: { of: readonly Result[] }) =>
  of.length === 0 ? null : (
    <Region title="Gates" count={of.length} flush>
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
            {of.map((result) => (
              <Row key={`${result.policy?.id} ${result.key}`} of={result} />
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </Region>
  );

const Row = ({ of }: { of: Result }) => (
  <tr>
    <th scope="row">
      {of.title ?? <code>{of.key}</code>}
      {of.policy && <p className={table.quiet}>{of.policy.name}</p>}
    </th>
    <td>
      <Verdict verdict={of.verdict} />
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
