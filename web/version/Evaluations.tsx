import { Link } from "@tanstack/react-router";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Region } from "../parts/page/Region.tsx";
import { Time } from "../parts/word/Time.tsx";
import { number } from "../parts/word/text.ts";
import type { VersionFacts } from "./version-facts.ts";

type Evaluation = VersionFacts["evaluations"]["nodes"][number];

const sources: Readonly<Record<Evaluation["source"], string>> = {
  FROZEN: "the version’s own record",
  LOGGED_MODEL: "its logged model",
  RECORDED: "recorded by a call",
  RUN_DATASETS: "a run that evaluated it",
  RUN_TAG: "a run tagged with it",
};

/** What the version scored on which data, by whom; nothing where it was not evaluated. */
export const Evaluations = ({ of }: { of: VersionFacts }) => {
  const { nodes, pageInfo } = of.evaluations;
  if (nodes.length === 0) return null;
  return (
    <Region title="Evaluations" count={pageInfo.hasNextPage ? `the first ${nodes.length}` : nodes.length} flush>
      <ScrollFrame of="Evaluations">
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col" className={table.number}>
                Value
              </th>
              <th scope="col">On</th>
              <th scope="col">From</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map((each) => (
              <Row
                key={`${each.metric} ${each.dataset.name} ${each.dataset.digest} ${each.source} ${each.at}`}
                of={each}
              />
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </Region>
  );
};

const Row = ({ of }: { of: Evaluation }) => (
  <tr>
    <th scope="row" className={table.key}>
      {of.metric}
    </th>
    <td className={table.number} title={String(of.value)}>
      {number(of.value)}
    </td>
    <td>
      {of.dataset.name} {of.dataset.digest && <code>{of.dataset.digest}</code>}
    </td>
    <td>
      {of.run ? (
        <Link to="/runs/$id" params={{ id: of.run.runId }}>
          {of.run.name}
        </Link>
      ) : (
        sources[of.source]
      )}
      {of.attempts > 1 && <p className={table.quiet}>evaluated {of.attempts} times</p>}
    </td>
    <td>
      {of.by.displayName}
      <p className={table.quiet}>
        <Time at={of.at} relative />
      </p>
    </td>
  </tr>
);
