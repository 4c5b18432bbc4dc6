import { useInfiniteQuery } from "@tanstack/react-query";
import { File, Folder } from "lucide-react";
import { useState } from "react";
import { at } from "../ask.ts";
import { FileActs } from "../parts/file/FileActs.tsx";
import { Button } from "../parts/form/Button.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { bytes, count } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import styles from "./Run.module.css";
import { filesQuery, type RunFacts } from "./run.queries.ts";

/** Where a browser gets a file of the run: MLflow's own address for it, which the session may read. */
const addressOf = (runId: string, path: string): string =>
  at(`get-artifact?run_id=${encodeURIComponent(runId)}&path=${encodeURIComponent(path)}`);

const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The files that the service keeps of it, folder by folder. */
export const RunFiles = ({ of }: { of: RunFacts }) => {
  const [folder, setFolder] = useState("");
  const query = useInfiniteQuery(filesQuery(of.runId, folder));
  const files = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  return (
    <Region
      id="files"
      title="Files"
      flush
      actions={
        folder !== "" && (
          <Button onClick={() => setFolder(folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "")}>
            Up from {folder}
          </Button>
        )
      }
    >
      {query.data === undefined && (query.isError ? null : <Skeleton lines={3} />)}
      {query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && files.length === 0 && <Nothing>This service keeps no file of it.</Nothing>}
      {files.length > 0 && (
        <ScrollFrame of="Files">
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col" className={table.number}>
                  Size
                </th>
                <th scope="col">File</th>
                <th scope="col">
                  <Unseen>Preview and download</Unseen>
                </th>
              </tr>
            </thead>
            <tbody>
              {files.map(({ path, isFolder, size }) => (
                <tr key={path}>
                  <td className={table.number}>{isFolder ? "" : bytes(size ?? 0)}</td>
                  <th scope="row" className={table.key}>
                    {isFolder ? (
                      <button
                        type="button"
                        className={styles.folder}
                        aria-label={`${nameIn(path)}, a folder`}
                        onClick={() => setFolder(path)}
                      >
                        <Folder size="1.1em" aria-hidden />
                        {nameIn(path)}
                      </button>
                    ) : (
                      <span className={styles.file}>
                        <File size="1.1em" aria-hidden />
                        {nameIn(path)}
                      </span>
                    )}
                  </th>
                  <td>
                    {!isFolder && <FileActs path={path} size={Number(size ?? 0)} address={addressOf(of.runId, path)} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      )}
      {query.hasNextPage && (
        <p className={styles.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more than {count(files.length, "file")}
          </Button>
        </p>
      )}
    </Region>
  );
};
