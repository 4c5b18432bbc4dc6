import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { AuditEntryFilter } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { count } from "../parts/word/text.ts";
import { useViewer } from "../shell/viewer.ts";
import { readBytes } from "./audit.queries.ts";

const PAGE = 100;
/** Entries of one file: more belong into several, by time. */
const MOST = 20_000;

/** Saves what the filter matches, to the last entry, as JSON Lines with the bytes that the hashes are over. */
export const ExportFilter = ({ filter, text }: { filter: AuditEntryFilter; text: string }) => {
  const { principal } = useViewer();
  const [read, setRead] = useState(0);
  const save = useMutation({
    mutationFn: async () => {
      const lines = await linesOf(filter, setRead);
      const head = {
        kind: "countersign-audit-filter",
        text,
        filter,
        exportedAt: new Date().toISOString(),
        exportedBy: principal.handle,
        complete: lines.complete,
      };
      offer([JSON.stringify(head), ...lines.list].map((line) => `${line}\n`));
      return lines;
    },
  });
  return (
    <>
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        {save.isPending ? `${count(read, "entry", "entries")}…` : "Export this filter"}
      </Button>
      <span role="status">
        {save.data &&
          (save.data.complete
            ? `Saved ${count(save.data.list.length, "entry", "entries")}.`
            : `Saved the newest ${count(save.data.list.length, "entry", "entries")}: choose a shorter time for the others.`)}
      </span>
      {save.isError && <Problem error={save.error} onRetry={() => save.mutate()} />}
    </>
  );
};

const linesOf = async (
  filter: AuditEntryFilter,
  tell: (read: number) => void,
): Promise<{ list: readonly string[]; complete: boolean }> => {
  const list: string[] = [];
  tell(0);
  // What is written from now on does not belong to it.
  const until = { ...filter, to: filter.to ?? new Date().toISOString() };
  for (let after: string | null = null; list.length < MOST; ) {
    const { nodes, pageInfo } = await readBytes(until, after, PAGE);
    for (const node of nodes) list.push(JSON.stringify({ kind: "entry", ...node }));
    tell(list.length);
    if (!pageInfo.hasNextPage) return { list, complete: true };
    after = pageInfo.endCursor ?? null;
  }
  return { list, complete: false };
};

const offer = (parts: readonly string[]): void => {
  const url = URL.createObjectURL(new Blob([...parts], { type: "application/jsonl" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `audit-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}Z.jsonl`;
  link.click();
  setTimeout(URL.revokeObjectURL, 60_000, url);
};
