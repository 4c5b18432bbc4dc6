import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleSlash, OctagonAlert, PenLine } from "lucide-react";
import { at } from "../ask.ts";
import { buttonLook } from "../parts/form/Button.tsx";
import { Columns, Page } from "../parts/page/Page.tsx";
import { PrintFoot } from "../parts/page/PrintFoot.tsx";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { CopyButton, Digest } from "../parts/word/Digest.tsx";
import { Fact, Facts } from "../parts/word/Facts.tsx";
import { Time } from "../parts/word/Time.tsx";
import { Keepers } from "./Keepers.tsx";
import styles from "./Log.module.css";
import { type LogFacts, logQuery } from "./log.queries.ts";

/** The Merkle log over all entries: how far it is, who signs it, and how a stranger checks it. */
export const Log = () => {
  const query = useQuery(logQuery);
  return (
    <Page
      title="Log"
      lead="Every entry of the audit log is a leaf of one tree. Who keeps a checkpoint can tell later whether anything before it was changed."
      beside={query.data && <StateChip of={query.data} />}
      actions={
        <Link to="/audit" className={buttonLook()}>
          The entries
        </Link>
      }
    >
      <Columns aside={<Check />}>
        <Region title="How it stands">
          <Loaded query={query} lines={6}>
            {(of) => <Standing of={of} />}
          </Loaded>
        </Region>
        <Region title="Last checkpoint">
          <Loaded query={query} lines={4}>
            {(of) => <Checkpoint of={of} />}
          </Loaded>
        </Region>
        <Region title="Keys" count={query.data?.vkeys.length}>
          <Loaded query={query} lines={2}>
            {(of) => <Keys of={of} />}
          </Loaded>
        </Region>
        {query.data && <Keepers of={query.data} />}
      </Columns>
      <PrintFoot />
    </Page>
  );
};

const states = {
  SIGNING: ["good", PenLine, "Signing"],
  HALTED: ["bad", OctagonAlert, "Halted"],
  OFF: ["calm", CircleSlash, "Off"],
} as const;

const StateChip = ({ of }: { of: LogFacts }) => {
  const [tone, Icon, text] = states[of.state];
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {text}
    </Chip>
  );
};

const told = {
  SIGNING: "A sequencer extends it and signs it.",
  HALTED: "Something does not fit what was there before: nothing is added until it does.",
  OFF: "No sequencer runs; entries wait.",
} as const;

const Standing = ({ of }: { of: LogFacts }) => (
  <Facts>
    <Fact name="State">
      {told[of.state]} {of.state === "HALTED" ? <code>{of.haltReason}</code> : of.haltReason}
    </Fact>
    <Fact name="Origin">{of.origin ? <code>{of.origin}</code> : "none before the first start of a sequencer"}</Fact>
    {of.size === null ? (
      <Fact name="Size">shows to those whom COUNTERSIGN_LOG_ACCESS admits, once there is a checkpoint</Fact>
    ) : (
      <>
        <Fact name="Size">{of.size} leaves</Fact>
        {of.root && (
          <Fact name="Root">
            <Digest of={of.root} />
          </Fact>
        )}
        <Fact name="Index">committed over {of.indexSize ?? 0} leaves</Fact>
        <Fact name="Waiting">
          {Number(of.pending ?? 0) === 0 ? "nothing" : `${of.pending} entries`}
          {of.oldestPendingAt && (
            <>
              , the oldest since <Time at={of.oldestPendingAt} relative />
            </>
          )}
        </Fact>
      </>
    )}
  </Facts>
);

const Checkpoint = ({ of: { checkpoint } }: { of: LogFacts }) =>
  checkpoint === null ? (
    <Nothing>There is none yet that you may see.</Nothing>
  ) : (
    <div className={styles.text}>
      <pre>{checkpoint}</pre>
      <p className={styles.quiet}>
        Keep it where this service’s operator cannot change it. <CopyButton text={checkpoint} what="checkpoint" />
      </p>
    </div>
  );

const Keys = ({ of: { vkeys } }: { of: LogFacts }) =>
  vkeys.length === 0 ? (
    <Nothing>It has no key before the first start of a sequencer.</Nothing>
  ) : (
    <ul className={styles.text}>
      {vkeys.map((vkey) => (
        <li key={vkey} className={styles.key}>
          <code>{vkey}</code> <CopyButton text={vkey} what="key" />
        </li>
      ))}
    </ul>
  );

/** What a stranger does with it, and what this page does not say. */
const Check = () => (
  <Region title="Check it yourself">
    <div className={styles.text}>
      <p>
        This page says what the service says of itself. That it is so, a verifier shows which is not the service’s: take{" "}
        <code>verifier/</code> along, and a checkpoint that you kept.
      </p>
      <p>
        <a href={at("log/policy")} download>
          Its keys, as a policy
        </a>{" "}
        to be pinned once.
      </p>
      <pre>npm run log -- export ./log-of-today</pre>
    </div>
  </Region>
);
