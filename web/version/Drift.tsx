import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DriftQuery } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { short } from "../parts/word/text.ts";
import { driftQuery } from "./version.queries.ts";
import type { VersionFacts } from "./version-facts.ts";

type Found = NonNullable<NonNullable<DriftQuery["modelVersion"]>["drift"]>;

/** What the run says now against what the version froze of it. The version does not change by it. */
export const Drift = ({ of }: { of: VersionFacts }) => {
  const [asked, setAsked] = useState(false);
  const query = useQuery(driftQuery(of.modelName, of.version, asked));
  return (
    <Region
      title="Drift"
      flush={asked && query.data?.hasDrifted === true}
      actions={
        of.snapshot !== "NONE" &&
        !asked && <Button onClick={() => setAsked(true)}>Compare with the run as it is now</Button>
      }
    >
      {of.snapshot === "NONE" ? (
        <Nothing>It froze nothing of a run, so there is nothing that could drift from it.</Nothing>
      ) : asked ? (
        <Loaded query={query}>{(drift) => <DriftFound drift={drift} />}</Loaded>
      ) : (
        <Nothing>What the run says now was not compared with what the version froze of it.</Nothing>
      )}
    </Region>
  );
};

const DriftFound = ({ drift }: { drift: Found | null }) => {
  if (drift === null) return <Nothing>It froze nothing, or you may not read its run.</Nothing>;
  if (!drift.hasDrifted) return <Nothing>None: the run still says what the version froze of it.</Nothing>;
  const rows = [
    ...drift.facts.map((each) => ({ kind: "fact", ...each })),
    ...drift.metrics.map((each) => ({ kind: "metric", ...each })),
    ...drift.params.map((each) => ({ kind: "param", ...each })),
    ...drift.tags.map((each) => ({ kind: "tag", ...each })),
    ...(drift.artifacts ?? []).map(({ path, frozenSha256, nowSha256 }) => ({
      kind: "file",
      key: path,
      frozen: frozenSha256 && short(frozenSha256),
      now: nowSha256 && short(nowSha256),
    })),
  ];
  return (
    <ScrollFrame of="Drift">
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Frozen</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, key, frozen, now }) => (
            <tr key={`${kind} ${key}`}>
              <th scope="row">
                <span className={table.key}>{key}</span> <span className={table.quiet}>{kind}</span>
              </th>
              <td>{frozen ?? <span className={table.quiet}>not there</span>}</td>
              <td>{now ?? <span className={table.quiet}>not there</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
};
