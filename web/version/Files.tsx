import { at } from "../ask.ts";
import { FileActs } from "../parts/file/FileActs.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { Digest } from "../parts/word/Digest.tsx";
import { bytes } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import type { VersionFacts } from "./version-facts.ts";

/** The files that it froze, each known by the digest of its bytes. */
export const Files = ({ of }: { of: VersionFacts }) => {
  const total = of.artifacts.reduce((sum, { size }) => sum + Number(size), 0);
  return (
    <Region title="Files" count={of.artifacts.length === 0 ? 0 : `${of.artifacts.length}, ${bytes(total)}`} flush>
      {of.artifacts.length === 0 ? (
        <Nothing>No files were given or frozen: what {of.source} holds is not part of its record.</Nothing>
      ) : (
        <ScrollFrame of="Files">
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col" className={table.number}>
                  Size
                </th>
                <th scope="col">File</th>
                <th scope="col">SHA-256</th>
                <th scope="col">
                  <Unseen>Preview and download</Unseen>
                </th>
              </tr>
            </thead>
            <tbody>
              {of.artifacts.map(({ path, size, sha256, downloadPath }) => (
                <tr key={path}>
                  <td className={table.number} title={`${size} bytes`}>
                    {bytes(size)}
                  </td>
                  <th scope="row" className={table.key}>
                    {path}
                  </th>
                  <td>
                    <Digest of={sha256} />
                  </td>
                  <td>
                    <FileActs path={path} size={Number(size)} address={at(downloadPath.slice(1))} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      )}
    </Region>
  );
};
