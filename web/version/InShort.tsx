import { CircleSlash, FileText, GitCommitHorizontal, Rocket, ShieldAlert, ShieldCheck, Signature } from "lucide-react";
import type { ReactNode } from "react";
import { type Kept, keptOf } from "../parts/log/log-kept.ts";
import { Time } from "../parts/word/Time.tsx";
import { count, short, Word } from "../parts/word/text.ts";
import styles from "./InShort.module.css";
import { heldBy, lastApplied, type VersionFacts } from "./version-facts.ts";

/** The five things that an auditor asks first. A missing one is said, never left out. */
export const InShort = ({ of }: { of: VersionFacts }) => (
  <ul className={styles.list} aria-label="In short">
    <StageItem of={of} />
    <SignedItem of={of} />
    <RecordItem of={of} />
    <RunItem of={of} />
    <LogItem of={of} />
  </ul>
);

const Item = ({
  icon,
  title,
  tone = "good",
  children,
}: {
  icon: ReactNode;
  title: string;
  tone?: "good" | "calm" | "warn";
  children: ReactNode;
}) => (
  <li className={styles.item} data-tone={tone}>
    <span aria-hidden="true" className={styles.icon}>
      {icon}
    </span>
    <div>
      <p className={styles.title}>{title}</p>
      <p className={styles.detail}>{children}</p>
    </div>
  </li>
);

const StageItem = ({ of }: { of: VersionFacts }) => {
  const held = heldBy(of).find(({ slot }) => slot === of.stage.name);
  if (held === undefined)
    return (
      <Item icon={<CircleSlash />} title="In no stage" tone="calm">
        never moved into one, or moved out again
      </Item>
    );
  return (
    <Item icon={<Rocket />} title={`In ${held.slot}`}>
      since <Time at={held.since} />
    </Item>
  );
};

const SignedItem = ({ of }: { of: VersionFacts }) => {
  const request = lastApplied(of) ?? of.transitionRequests.nodes.find(({ state }) => state === "APPLIED");
  const earlier = request !== undefined && request.to !== of.stage.name ? ` to ${request.to}` : "";
  const signers = request?.decisions.filter(({ verdict }) => verdict === "APPROVE") ?? [];
  if (signers.length > 0)
    return (
      <Item icon={<Signature />} title={`Signed by ${signers.length}`}>
        {signers.map(({ printedName }) => printedName).join(", ")}
        {earlier && `; its move${earlier}`}
      </Item>
    );
  return (
    <Item icon={<Signature />} title="Not signed" tone="calm">
      {request === undefined
        ? "no move of it needed a signature"
        : `no policy guarded its move${earlier}: a maintainer made it`}
    </Item>
  );
};

const RecordItem = ({ of }: { of: VersionFacts }) => {
  const what = [
    count(of.metrics.length, "metric"),
    count(of.params.length, "param"),
    count(of.datasets.length, "data set"),
    count(of.artifacts.length, "file"),
  ].join(", ");
  if (of.snapshot === "PROVISIONAL")
    return (
      <Item icon={<FileText />} title="Record provisional" tone="warn">
        {what}; taken again when the run ends or a move is asked for
      </Item>
    );
  return (
    <Item icon={<FileText />} title={of.snapshot === "FINAL" ? "Record final" : "Record as given"}>
      {what} frozen
    </Item>
  );
};

const RunItem = ({ of }: { of: VersionFacts }) => {
  const { runSnapshot, runId } = of;
  if (runSnapshot === null || runSnapshot === undefined)
    return (
      <Item icon={<GitCommitHorizontal />} title={runId ? `Run ${short(runId)}` : "No run known"} tone="calm">
        {runId ? "named by its author, nothing frozen of it" : "its content was given when it was registered"}
      </Item>
    );
  return (
    <Item icon={<GitCommitHorizontal />} title={`From run ${short(runSnapshot.runId)}`}>
      {runSnapshot.sourceCommit
        ? `commit ${short(runSnapshot.sourceCommit)}`
        : `${Word(runSnapshot.status)}, no commit recorded`}
      , {of.createdBy.displayName}
    </Item>
  );
};

/** What keeps the version's entries from being rewritten, as far as the reader may know; none was computed here. */
const LogItem = ({ of }: { of: VersionFacts }) => {
  const kept = keptOf(of.log);
  if (kept.is === "HALTED")
    return (
      <Item icon={<ShieldAlert />} title="Log halted" tone="warn">
        <code>{kept.code}</code>: something does not fit what was there before
      </Item>
    );
  return (
    <Item icon={<ShieldCheck />} title={kept.is === "OUTSIDE" ? "Log kept outside" : "Log chained"} tone="calm">
      hashes not computed here; {told(kept)}
    </Item>
  );
};

const told = (kept: Exclude<Kept, { is: "HALTED" }>): string => {
  if (kept.is === "OUTSIDE") return `a checkpoint of ${count(kept.leaves, "leaf", "leaves")} is kept by ${kept.by}`;
  if (kept.is === "HIDDEN") return "auditors and administrators read who keeps its checkpoints";
  return kept.is === "NEARBY"
    ? "checkpoints are kept on the sequencer’s own machine alone"
    : "no checkpoint is kept elsewhere: its database’s owner could rewrite all of it";
};
