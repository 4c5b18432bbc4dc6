import { useId, useState } from "react";
import { useViewer } from "../../shell/viewer.ts";
import form from "../form/form.module.css";
import { PartDialog } from "../form/PartDialog.tsx";
import { partQuery } from "../form/part.ts";
import type { DocumentRow } from "./documents.queries.ts";
import type { Draft } from "./PublishForm.tsx";

const publishForm = partQuery("PublishForm", () => import("./PublishForm.tsx"));

interface Props {
  readonly subjectId: string;
  /** `churn version 7`, for those who hear the page. */
  readonly about: string;
  /** The documents that it has: of a kind that is there the next revision is published. */
  readonly has: readonly DocumentRow[];
}

/** Publishes a document of a model or version; disabled with what it takes. */
export const PublishDocument = ({ subjectId, about, has }: Props) => {
  const { scopes } = useViewer();
  const may = scopes.includes("WRITE");
  const why = useId();
  // Here, so that a dialog that is closed and opened again still has it.
  const [draft, setDraft] = useState<Draft>({ kind: "MODEL_CARD", title: "", content: "", fields: "" });
  const title = `Publish a document of ${about}`;
  return (
    <div className={form.actions}>
      {!may && (
        <span id={why} className={form.note}>
          Publishing takes the scope write, which what you signed in with lacks.
        </span>
      )}
      <PartDialog label="Publish a document" title={title} disabled={!may} why={why} part={publishForm}>
        {({ PublishForm }, close) => (
          <PublishForm subjectId={subjectId} has={has} draft={draft} onDraft={setDraft} onDone={close} />
        )}
      </PartDialog>
    </div>
  );
};
