import { Link } from "@tanstack/react-router";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { Person } from "../parts/people/Person.tsx";
import { SlotChip } from "../parts/word/Chip.tsx";
import { CopyButton, Digest } from "../parts/word/Digest.tsx";
import { Fact, Facts } from "../parts/word/Facts.tsx";
import { Time } from "../parts/word/Time.tsx";
import { duration, number, word } from "../parts/word/text.ts";
import type { RunFacts } from "./run.queries.ts";

type Props = { readonly of: RunFacts };

export const Source = ({ of }: Props) => (
  <Region title="In short">
    <Facts>
      <Fact name="Started">{of.startTime ? <Time at={of.startTime} /> : "not told"}</Fact>
      <Fact name={of.endTime ? "Took" : "Goes on"}>
        {of.startTime ? duration(of.startTime, of.endTime ?? new Date().toISOString()) : "not known"}
      </Fact>
      {of.user && <Fact name="User, as its client says">{of.user}</Fact>}
      <Fact name="Made by">
        <Person name={of.createdBy.displayName} handle={of.createdBy.handle} />
      </Fact>
      <Fact name="Run">
        <Digest of={of.runId} />
      </Fact>
      {of.code.sourceName && <Fact name="Code">{of.code.sourceName}</Fact>}
      {of.code.commit && (
        <Fact name="Commit">
          <Digest of={of.code.commit} />
        </Fact>
      )}
      {of.code.repository && <Fact name="Repository">{of.code.repository}</Fact>}
      <Fact name="Artifacts">
        <code>{of.artifactUri}</code>
      </Fact>
    </Facts>
  </Region>
);

export const Metrics = ({ of }: Props) => (
  <Region title="Metrics" count={of.metrics.length} flush>
    {of.metrics.length === 0 ? (
      <Nothing>It has logged no metric.</Nothing>
    ) : (
      <ScrollFrame of="Metrics">
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col" className={table.number}>
                Latest
              </th>
              <th scope="col" className={table.number}>
                Step
              </th>
            </tr>
          </thead>
          <tbody>
            {of.metrics.map(({ key, value, step }) => (
              <tr key={key}>
                <th scope="row" className={table.key}>
                  {key}
                </th>
                <td className={table.number} title={String(value)}>
                  {number(value)}
                </td>
                <td className={table.number}>{String(step)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    )}
  </Region>
);

export const Parameters = ({ of }: Props) => (
  <Region title="Parameters" count={of.params.length} flush>
    {of.params.length === 0 ? (
      <Nothing>It has logged no parameter.</Nothing>
    ) : (
      <ScrollFrame of="Parameters">
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {of.params.map(({ key, value }) => (
              <tr key={key}>
                <th scope="row" className={table.key}>
                  {key}
                </th>
                <td title={value}>{value.length > 200 ? `${value.slice(0, 200)}…` : value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    )}
  </Region>
);

export const Inputs = ({ of }: Props) => (
  <Region title="Inputs" count={of.datasets.length}>
    {of.datasets.length === 0 ? (
      <Nothing>It has named no data set.</Nothing>
    ) : (
      <Facts>
        {of.datasets.map(({ name, digest, context }) => (
          <Fact key={`${name} ${digest} ${context}`} name={context ? `Data for ${context}` : "Data set"}>
            {name} <code>{digest}</code>
          </Fact>
        ))}
      </Facts>
    )}
  </Region>
);

/** What came of it, and the line that registers more. */
export const Versions = ({ of }: Props) => {
  const { nodes } = of.modelVersions;
  const line = `mlflow.register_model("runs:/${of.runId}/model", "<name>")`;
  return (
    <Region title="Versions made of it" count={nodes.length}>
      {nodes.length === 0 && <Nothing>None that you may read was registered from it.</Nothing>}
      <ul>
        {nodes.map(({ id, modelName, version, stage }) => (
          <li key={id}>
            <Link to="/models/$name/versions/$version" params={{ name: modelName, version: String(version) }}>
              {modelName} version {version}
            </Link>{" "}
            <SlotChip slot={stage.name} />
          </li>
        ))}
        {of.loggedModels.map(({ role, loggedModel }) =>
          loggedModel ? (
            <li key={`${role} ${loggedModel.modelId}`}>
              logged model {loggedModel.name} <code>{loggedModel.modelId}</code>, {word(role)}
            </li>
          ) : null,
        )}
      </ul>
      <p>
        Register: <code>{line}</code>
        <CopyButton text={line} what="line that registers it" />
      </p>
    </Region>
  );
};
