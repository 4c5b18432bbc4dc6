import { useQuery } from "@tanstack/react-query";
import form from "../parts/form/form.module.css";
import { AddGate } from "./AddGate.tsx";
import styles from "./PolicyEditor.module.css";
import { teamSlugsQuery } from "./policies.queries.ts";
import type { Change } from "./policy-text.ts";
import { TextEditor } from "./TextEditor.tsx";

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
}

const hint =
  "The input of createApprovalPolicy, as docs/gates.md and docs/emergencies.md say. A requirement without teamId means the team that owns the model.";

/** A policy as text, and what is wrong with it. */
export const PolicyEditor = ({ text, onText }: Props) => {
  const teams = useQuery(teamSlugsQuery);
  return (
    <>
      <TextEditor label="Policy" hint={hint} text={text} onText={onText} />
      <AddGate text={text} onText={onText} />
      {teams.data && teams.data.length > 0 && (
        <details className={form.note}>
          <summary>Ids of teams</summary>
          <ul>
            {teams.data.map(({ id, name }) => (
              <li key={id}>
                {name}: <code>{id}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

/** What will change, key by key, before anything does. */
export const Difference = ({ of }: { of: readonly Change[] }) => (
  <section aria-label="What changes" className={styles.changes}>
    {of.map(({ key, before, after }) => (
      <div key={key}>
        <h3>
          <code>{key}</code>
        </h3>
        <div className={styles.sides}>
          <div>
            <p className={form.note}>before</p>
            <pre>{before || "not set"}</pre>
          </div>
          <div>
            <p className={form.note}>after</p>
            <pre>{after}</pre>
          </div>
        </div>
      </div>
    ))}
  </section>
);
