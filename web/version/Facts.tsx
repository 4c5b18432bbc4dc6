import { Link } from "@tanstack/react-router";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { Person } from "../parts/people/Person.tsx";
import { SlotChip } from "../parts/word/Chip.tsx";
import { Digest } from "../parts/word/Digest.tsx";
import { Fact, Facts } from "../parts/word/Facts.tsx";
import { TagPairs } from "../parts/word/TagPair.tsx";
import { Time } from "../parts/word/Time.tsx";
import { Word } from "../parts/word/text.ts";
import styles from "./Facts.module.css";
import type { VersionFacts } from "./version-facts.ts";

type Props = { of: VersionFacts };

export const SlotsOverTime = ({ of }: Props) => (
  <Region title="Slots over time" flush>
    {of.slotHistory.nodes.length === 0 && <Nothing>It never held a stage or an alias.</Nothing>}
    <ul>
      {of.slotHistory.nodes.map(({ slot, from, to }) => (
        <li key={`${slot} ${from}`} className={styles.interval}>
          <SlotChip slot={slot} />
          <span className={styles.span}>
            <Time at={from} />
            {to ? (
              <span>
                to <Time at={to} />
              </span>
            ) : (
              <strong>holds it now</strong>
            )}
          </span>
        </li>
      ))}
    </ul>
  </Region>
);

export const Provenance = ({ of }: Props) => (
  <Region title="Provenance">
    <Facts>
      <Fact name="Run">{of.runId ? <Digest of={of.runId} /> : "not known"}</Fact>
      {of.run && (
        <Fact name="Run’s name">
          <Link to="/runs/$id" params={{ id: of.run.runId }}>
            {of.run.name}
          </Link>
        </Fact>
      )}
      {of.runSnapshot?.sourceCommit && (
        <Fact name="Commit">
          <Digest of={of.runSnapshot.sourceCommit} />
        </Fact>
      )}
      {of.datasets.map(({ name, digest, source }) => (
        <Fact key={`${name} ${digest}`} name="Data set">
          <span title={source ?? undefined}>{name}</span>
          {digest && <code className={styles.below}>{digest}</code>}
        </Fact>
      ))}
      <Fact name="Made by">
        <Person name={of.createdBy.displayName} handle={of.createdBy.handle} />
      </Fact>
      <Fact name="Registered">
        <Time at={of.createdAt} />
      </Fact>
      <Fact name="Source">
        <code>{of.source}</code>
      </Fact>
      <Fact name="Digest">
        <Digest of={of.digest} />
      </Fact>
    </Facts>
  </Region>
);

export const Responsible = ({ of }: Props) => (
  <Region title="Responsible">
    {of.registeredModel ? (
      <Facts>
        <Fact name="Team">{of.registeredModel.team.name}</Fact>
        {of.registeredModel.ownershipTags.map(({ key, team, principal }) => (
          <Fact key={key} name={Word(key)}>
            <Person name={team?.name ?? principal?.displayName ?? ""} handle={principal?.handle} />
          </Fact>
        ))}
      </Facts>
    ) : (
      <Nothing>You may read this version, not its model.</Nothing>
    )}
  </Region>
);

export const Tags = ({ of }: Props) => (
  <Region title="Tags" count={of.tags.length}>
    {of.tags.length === 0 ? <Nothing>It carries no tags.</Nothing> : <TagPairs of={of.tags} />}
  </Region>
);

export const Parameters = ({ of }: Props) => (
  <Region title="Parameters" count={of.params.length}>
    {of.params.length === 0 ? (
      <Nothing>It was registered without parameters.</Nothing>
    ) : (
      <dl className={styles.params}>
        {of.params.map(({ key, value }) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd title={value}>{value.length > 200 ? `${value.slice(0, 200)}…` : value}</dd>
          </div>
        ))}
      </dl>
    )}
  </Region>
);
