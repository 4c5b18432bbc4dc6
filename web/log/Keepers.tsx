import { Check, Clock, X } from "lucide-react";
import type { ReactNode } from "react";
import { Table } from "../parts/list/Table.tsx";
import table from "../parts/list/table.module.css";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { Word } from "../parts/word/text.ts";
import styles from "./Log.module.css";
import type { LogFacts } from "./log.queries.ts";

type Anchor = NonNullable<LogFacts["anchors"]>[number];
type Witness = NonNullable<LogFacts["witnesses"]>[number];

/** Who keeps checkpoints outside of the service, and how hard it is to change the log unnoticed. */
export const Keepers = ({ of: { anchors, witnesses, hardening } }: { of: LogFacts }) => (
  <>
    {hardening && (
      <Region title="Hardening" count={`level ${hardening.level} of 3`}>
        {hardening.findings.length === 0 ? (
          <Nothing>Nothing stands in the way of more.</Nothing>
        ) : (
          <ul className={styles.text}>
            {hardening.findings.map((finding) => (
              <li key={finding}>
                <code>{finding}</code>
              </li>
            ))}
          </ul>
        )}
      </Region>
    )}
    <Kept title="Witnesses" of={witnesses} nameOf={({ name }: Witness) => name} />
    <Kept
      title="Anchors"
      of={anchors}
      nameOf={({ kind, target, isWeak }: Anchor) => (
        <>
          {kind} <code>{target}</code>
          {isWeak && <p className={table.quiet}>on the sequencer’s own machine, since none was configured</p>}
        </>
      )}
    />
  </>
);

interface Props<Keeper> {
  readonly title: string;
  readonly of: readonly Keeper[] | null;
  readonly nameOf: (keeper: Keeper) => ReactNode;
}

const Kept = <Keeper extends Anchor | Witness>({ title, of, nameOf }: Props<Keeper>) =>
  of === null ? null : (
    <Region title={title} count={of.length} flush>
      {of.length === 0 ? (
        <Nothing>None is configured.</Nothing>
      ) : (
        <Table of={title} heads={["Keeper", "State", "Has", "When"]}>
          {of.map((keeper, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: keepers stand in the order of the configuration
            <tr key={index}>
              <th scope="row">{nameOf(keeper)}</th>
              <td>
                <State of={keeper.state} />
                {keeper.detail && <p className={table.quiet}>{keeper.detail}</p>}
              </td>
              <td>{keeper.size === null ? "nothing yet" : `${keeper.size} leaves`}</td>
              <td>{keeper.at && <Time at={keeper.at} relative />}</td>
            </tr>
          ))}
        </Table>
      )}
    </Region>
  );

const State = ({ of }: { of: Anchor["state"] }) => {
  const [tone, Icon] = tones[of];
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {Word(of)}
    </Chip>
  );
};

const tones = {
  CONFIRMED: ["good", Check],
  NEW: ["calm", Clock],
  UNREACHABLE: ["warn", Clock],
  REFUSED: ["warn", X],
  LOST: ["bad", X],
  CONFLICT: ["bad", X],
} as const;
