import { useState } from "react";
import { ask } from "../../ask.ts";
import { graphql } from "../../gql/index.ts";
import { useViewer } from "../../shell/viewer.ts";
import { ActDialog } from "../form/ActDialog.tsx";
import { Field } from "../form/Field.tsx";
import form from "../form/form.module.css";
import type { DocumentRow } from "./documents.queries.ts";

const publishDocument = graphql(`
  mutation PublishDocument($input: PublishDocumentInput!) {
    publishDocument(input: $input) {
      document { id revision title }
      userErrors { code message path }
    }
  }
`);

interface Props {
  readonly subjectId: string;
  /** `churn version 7`, for those who hear the page. */
  readonly about: string;
  /** The documents that it has: of a kind that is there the next revision is published. */
  readonly has: readonly DocumentRow[];
}

/** Publishes a document of a model or version, as Markdown, with fields that gates read. */
export const PublishDocument = ({ subjectId, about, has }: Props) => {
  const { scopes } = useViewer();
  const [kind, setKind] = useState("MODEL_CARD");
  const [title, setTitle] = useState("");
  const [content, setContent] = useState("");
  const [fields, setFields] = useState("");
  const read = readFields(fields);
  const known = has.find((each) => each.kind === kind);
  const may = scopes.includes("WRITE");
  return (
    <div className={form.actions}>
      {!may && (
        <span className={form.note}>Publishing takes the scope write, which what you signed in with lacks.</span>
      )}
      <ActDialog
        label="Publish a document"
        title={`Publish a document of ${about}`}
        submit="Publish"
        disabled={!may}
        ready={kind !== "" && title.trim() !== "" && content.trim() !== "" && read !== null}
        send={async (idempotencyKey) => {
          const input = {
            subjectId,
            kind,
            title,
            content,
            ...(read && { fields: read }),
            ...(known && { expectedRevision: known.revision }),
            idempotencyKey,
          };
          return (await ask(publishDocument, { input })).publishDocument;
        }}
        said={({ document }) => `Published: ${title}, revision ${document?.revision ?? 1}.`}
      >
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
          <input type="text" required maxLength={40} value={kind} onChange={({ target }) => setKind(target.value)} />
        </Field>
        <Field label="Title">
          <input type="text" required maxLength={256} value={title} onChange={({ target }) => setTitle(target.value)} />
        </Field>
        <Field label="Text (Markdown)">
          <textarea required rows={8} value={content} onChange={({ target }) => setContent(target.value)} />
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
            onChange={({ target }) => setFields(target.value)}
          />
        </Field>
      </ActDialog>
    </div>
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
