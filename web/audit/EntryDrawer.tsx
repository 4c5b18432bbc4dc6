import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Dialog } from "../parts/form/Dialog.tsx";
import { quote } from "../parts/list/clauses.ts";
import { sentenceOf } from "../parts/log/entry-sentence.ts";
import { Loaded, Nothing } from "../parts/page/Region.tsx";
import { actorName } from "../parts/people/actor.ts";
import { CopyButton, Digest } from "../parts/word/Digest.tsx";
import { Fact, Facts } from "../parts/word/Facts.tsx";
import { Time } from "../parts/word/Time.tsx";
import styles from "./Audit.module.css";
import { entryQuery, type WholeEntry } from "./audit.queries.ts";
import { changesOf } from "./changes.ts";
import { OutcomeChip } from "./EntriesTable.tsx";

type Part = { readonly of: WholeEntry };

/** One entry whole: what it changed, what it rests on, and the bytes that its hash is over. */
export const EntryDrawer = ({ id, onClose }: { id: string | undefined; onClose: () => void }) => (
  <Dialog open={id !== undefined} onClose={onClose} title="Entry" drawer>
    {id !== undefined && <Content id={id} />}
  </Dialog>
);

const Content = ({ id }: { id: string }) => (
  <Loaded query={useQuery(entryQuery(id))} lines={8}>
    {(entry) =>
      entry === null ? (
        <Nothing>There is no such entry, or none that you may read.</Nothing>
      ) : (
        <div className={styles.whole}>
          <Told of={entry} />
          <Changes of={entry} />
          <Chain of={entry} />
          <Bytes title="Envelope" of={entry.envelope} />
          <Bytes title="Body" of={entry.body} />
        </div>
      )
    }
  </Loaded>
);

const Told = ({ of }: Part) => (
  <>
    <p className={styles.sentence}>
      <strong>{actorName(of.actor)}</strong> {sentenceOf({ ...of, outcome: "ALLOWED" })}{" "}
      <OutcomeChip outcome={of.outcome} />
    </p>
    {of.reason && <p className={styles.reason}>{of.reason}</p>}
    <Facts>
      <Fact name="When">
        <Time at={of.at} />
      </Fact>
      <Fact name="Who">
        {of.actor.handle === null ? of.actor.id : `@${of.actor.handle}`}
        {of.actor.roles.length > 0 && `, as ${of.actor.roles.join(", ")}`}
      </Fact>
      <Fact name="Action">
        <code>{of.action}</code>
      </Fact>
      <Fact name="Touches">
        <ul>
          {of.subjects.map((subject, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes
            <li key={index}>
              {subject.role}: {subject.hidden ? "hidden" : (subject.label ?? subject.id)}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact name="Channel">
        {of.channel}
        {of.client && `, ${of.client}`}
      </Fact>
      <Fact name="Request">
        <code>{of.requestId}</code>
        {of.clientRequestId && ` (the caller’s ${of.clientRequestId})`}
      </Fact>
    </Facts>
  </>
);

const Changes = ({ of }: Part) => {
  const changes = changesOf(of.before, of.after);
  if (changes.length === 0) return null;
  return (
    <section>
      <h3>Before and after</h3>
      <dl className={styles.changes}>
        {changes.map(({ key, before, after }) => (
          <div key={key}>
            <dt>{key}</dt>
            {before !== undefined && (
              <dd className={styles.before}>
                <span aria-hidden="true">−</span>
                <del>{before}</del>
              </dd>
            )}
            {after !== undefined && (
              <dd className={styles.after}>
                <span aria-hidden="true">+</span>
                <ins>{after}</ins>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
};

const Chain = ({ of }: Part) => (
  <section>
    <h3>In its stream</h3>
    <Facts>
      <Fact name="Stream">
        {of.stream ? (
          <Link to="/audit" search={{ q: `stream:${quote(of.stream)}`, range: "all" }}>
            {of.stream}
          </Link>
        ) : (
          "hidden"
        )}
      </Fact>
      <Fact name="Number">{of.seq == null ? "hidden" : `#${of.seq}`}</Fact>
      <Fact name="Hash">
        <Digest of={of.hash} />
      </Fact>
      <Fact name="Hash of the entry before">
        <Digest of={of.previousHash} />
      </Fact>
    </Facts>
  </section>
);

const Bytes = ({ title, of }: { title: string; of: string | null | undefined }) => (
  <details className={styles.bytes}>
    <summary>{title}</summary>
    {of == null ? (
      <Nothing>Something in it is hidden from you, and so are its bytes.</Nothing>
    ) : (
      <>
        <CopyButton text={of} what={title.toLowerCase()} />
        <pre>{of}</pre>
      </>
    )}
  </details>
);
