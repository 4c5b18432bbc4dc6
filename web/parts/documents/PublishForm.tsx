import { ask } from "../../ask.ts";
import { graphql } from "../../gql/index.ts";
import { announce } from "../../shell/status.ts";
import { ActForm } from "../form/ActForm.tsx";
import { Field } from "../form/Field.tsx";
import form from "../form/form.module.css";
import { useAct } from "../form/use-act.ts";
import type { DocumentRow } from "./documents.queries.ts";

const publishDocument = graphql(`
  mutation PublishDocument($input: PublishDocumentInput!) {
    publishDocument(input: $input) {
      document { id revision title }
      userErrors { code message path }
    }
  }
`);

/** What is filled in so far. */
export interface Draft {
  readonly kind: string;
  readonly title: string;
  readonly content: string;
  /** JSON. */
  readonly fields: string;
}

interface Props {
  readonly subjectId: string;
  /** The documents that it has: of a kind that is there the next revision is published. */
  readonly has: readonly DocumentRow[];
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onDone: () => void;
}

/** A document as Markdown, with fields that gates read. */
export const PublishForm = ({ subjectId, has, draft, onDraft, onDone }: Props) => {
  const { kind, title, content, fields } = draft;
  const write = (more: Partial<Draft>): void => onDraft({ ...draft, ...more });
  const read = readFields(fields);
  const known = has.find((each) => each.kind === kind);
  const act = useAct(
    async (idempotencyKey) => {
      const more = { ...(read && { fields: read }), ...(known && { expectedRevision: known.revision }) };
      const input = { subjectId, kind, title, content, ...more, idempotencyKey };
      return (await ask(publishDocument, { input })).publishDocument;
    },
    ({ document }) => {
      onDone();
      write({ title: "", content: "", fields: "" });
      announce(`Published: ${title}, revision ${document?.revision ?? 1}.`);
    },
  );
  const ready = kind !== "" && title.trim() !== "" && content.trim() !== "" && read !== null;
  return (
    <ActForm act={act} submit="Publish" ready={ready}>
      <p className={form.note}>
        It takes contributor or reviewer of the model’s team, a grant, or whom a gate names for this kind.
      </p>
      <Field
        label="Kind"
        hint={
          known
            ? `It becomes revision ${known.revision + 1} of “${known.title}”.`
            : "Such as VALIDATION_REPORT, FAIRNESS_AUDIT, IMPACT_ASSESSMENT, DATA_SHEET, MONITORING_PLAN, or one of your own."
        }
      >
        <input
          type="text"
          required
          maxLength={40}
          value={kind}
          onChange={({ target }) => write({ kind: target.value })}
        />
      </Field>
      <Field label="Title">
        <input
          type="text"
          required
          maxLength={256}
          value={title}
          onChange={({ target }) => write({ title: target.value })}
        />
      </Field>
      <Field label="Text (Markdown)">
        <textarea required rows={8} value={content} onChange={({ target }) => write({ content: target.value })} />
      </Field>
      <Field
        label="Fields (JSON, if there are any)"
        hint={read === null ? "This is no JSON object." : "Gates can ask for them."}
      >
        <textarea
          rows={3}
          spellCheck={false}
          aria-invalid={read === null || undefined}
          value={fields}
          onChange={({ target }) => write({ fields: target.value })}
        />
      </Field>
    </ActForm>
  );
};

/** The fields; nothing where none are given, null where they cannot be read. */
const readFields = (text: string): Record<string, unknown> | null | undefined => {
  if (text.trim() === "") return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};
