import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Markdown } from "../file/Markdown.tsx";
import { Button } from "../form/Button.tsx";
import { Dialog } from "../form/Dialog.tsx";
import { Loaded, Nothing } from "../page/Region.tsx";
import { Chip } from "../word/Chip.tsx";
import { Digest } from "../word/Digest.tsx";
import { Fact, Facts } from "../word/Facts.tsx";
import { Time } from "../word/Time.tsx";
import { Word } from "../word/text.ts";
import { Unseen } from "../word/Unseen.tsx";
import styles from "./Documents.module.css";
import { type DocumentRow, documentQuery } from "./documents.queries.ts";

interface Props {
  readonly of: readonly DocumentRow[];
  /** Ids of those that a gate has read. */
  readonly pinned?: ReadonlySet<string>;
}

/** Documents by their newest revision; the text opens when somebody reads it. */
export const Documents = ({ of, pinned }: Props) => (
  <ul>
    {of.map((document) => (
      <li key={document.id} className={styles.row}>
        <div className={styles.what}>
          <p>
            <strong>{document.title}</strong>
          </p>
          <p className={styles.quiet}>
            {Word(document.kind)}, revision {document.revision}, by {document.publishedBy.displayName}{" "}
            <Time at={document.publishedAt} relative />
          </p>
        </div>
        {pinned?.has(document.id) && <Chip tone="accent">A gate read it</Chip>}
        <Digest of={document.digest} />
        <Read of={document} />
      </li>
    ))}
  </ul>
);

const Read = ({ of }: { of: DocumentRow }) => {
  const [open, setOpen] = useState(false);
  const query = useQuery(documentQuery(of.id, open));
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        Read<Unseen> {of.title}</Unseen>
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={of.title}>
        <Loaded query={query} lines={8}>
          {(document) =>
            document === null ? (
              <Nothing>It is no longer there, or no longer yours to read.</Nothing>
            ) : (
              <div className={styles.text}>
                <Fields of={document.fields} />
                <Markdown text={document.content} />
              </div>
            )
          }
        </Loaded>
      </Dialog>
    </>
  );
};

const Fields = ({ of }: { of: Record<string, unknown> }) => {
  const fields = Object.entries(of);
  if (fields.length === 0) return null;
  return (
    <Facts>
      {fields.map(([key, value]) => (
        <Fact key={key} name={key}>
          {typeof value === "string" ? value : JSON.stringify(value)}
        </Fact>
      ))}
    </Facts>
  );
};
