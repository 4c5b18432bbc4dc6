import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { sentenceOf } from "../parts/log/entry-sentence.ts";
import { actorName } from "../parts/people/actor.ts";
import { Chip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { short, Word } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import styles from "./Audit.module.css";
import type { LogEntry } from "./audit.queries.ts";

interface Props {
  readonly entries: readonly LogEntry[];
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** Entries, the newest first. */
export const EntriesTable = ({ entries, open, onOpen }: Props) => (
  <ScrollFrame of="Entries" framed>
    <table className={`${table.table} ${table.rows}`}>
      <caption>
        <Unseen>Entries of the audit log, the newest first</Unseen>
      </caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Outcome</th>
          <th scope="col">Channel</th>
          <th scope="col">Entry</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} data-chosen={entry.id === open || undefined}>
            <td>
              <Time at={entry.at} relative />
            </td>
            <td>
              {actorName(entry.actor)}{" "}
              {entry.actor.displayName && entry.actor.handle && (
                <span className={table.quiet}>@{entry.actor.handle}</span>
              )}
            </td>
            <th scope="row">
              <button type="button" className={styles.what} onClick={() => onOpen(entry.id)}>
                {sentenceOf({ ...entry, outcome: "ALLOWED" })}
              </button>
              {entry.reason && <span className={styles.reason}>{entry.reason}</span>}
            </th>
            <td>
              <OutcomeChip outcome={entry.outcome} />
            </td>
            <td className={styles.channel}>{entry.channel}</td>
            <td
              className={`${table.key} ${styles.channel}`}
              title={`${entry.stream ?? "stream hidden"} · ${entry.hash}`}
            >
              {entry.seq === null || entry.seq === undefined ? "hidden" : `#${entry.seq}`} {short(entry.hash)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollFrame>
);

const tones = { ALLOWED: "calm", DENIED: "warn", FAILED: "bad" } as const;

/** How it ended. */
export const OutcomeChip = ({ outcome }: { outcome: keyof typeof tones }) => (
  <Chip tone={tones[outcome]}>{Word(outcome)}</Chip>
);
