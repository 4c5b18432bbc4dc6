import { useQuery } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import styles from "./PolicyEditor.module.css";
import { teamsByIdDocument } from "./policies.queries.ts";
import { type Change, readDraft } from "./policy-text.ts";

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly rows?: number;
}

/** A policy as text, and what is wrong with it. */
export const PolicyEditor = ({ text, onText, rows = 18 }: Props) => {
  const draft = readDraft(text);
  const teams = useQuery({
    queryKey: ["teams", "slugs"],
    queryFn: async () => (await ask(teamsByIdDocument)).teams.nodes,
  });
  return (
    <>
      <Field
        label="Policy"
        hint={
          typeof draft === "string"
            ? draft
            : "The input of createApprovalPolicy, as docs/gates.md and docs/emergencies.md say. A requirement without teamId means the team that owns the model."
        }
      >
        <textarea
          className={styles.text}
          rows={rows}
          spellCheck={false}
          value={text}
          aria-invalid={typeof draft === "string" || undefined}
          onChange={({ target }) => onText(target.value)}
        />
      </Field>
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
