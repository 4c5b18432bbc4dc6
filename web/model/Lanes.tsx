import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { SlotChip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, word } from "../parts/word/text.ts";
import styles from "./Model.module.css";
import { lanesOf, type ModelFacts } from "./model-facts.ts";

/** A lane a slot: who holds it since when, and who can move it. */
export const Lanes = ({ of }: { of: ModelFacts }) => (
  <ul className={styles.lanes} aria-label="Slots now">
    {lanesOf(of).map((slot) => (
      <Lane key={slot} of={of} slot={slot} />
    ))}
  </ul>
);

const Lane = ({ of, slot }: { of: ModelFacts; slot: string }) => {
  const held = of.slots.find((each) => each.slot === slot);
  const policies = of.guards.find((guard) => guard.slot === slot)?.policies ?? [];
  return (
    <li className={styles.lane}>
      <SlotChip slot={slot} locked={policies.length > 0} />
      {held ? (
        <>
          <Link
            to="/models/$name/versions/$version"
            params={{ name: of.name, version: String(held.version) }}
            className={styles.holder}
          >
            v{held.version}
          </Link>
          <p className={styles.quiet}>
            since <Time at={held.since} />
          </p>
        </>
      ) : (
        <>
          <p className={styles.holder}>empty</p>
          <p className={styles.quiet}>no version holds it</p>
        </>
      )}
      <p className={styles.who}>
        {policies.length > 0 ? (
          <>
            <Lock size="1em" aria-hidden /> moved by {askedBy(policies, of.team.name)}
          </>
        ) : (
          <>moved by maintainers of {of.team.name}</>
        )}
      </p>
    </li>
  );
};

/** What a move of the slot takes: who signs, or where nobody has to by which policies; and gates. */
const askedBy = (policies: ModelFacts["guards"][number]["policies"], own: string): string => {
  const signatures = policies
    .flatMap(({ requirements }) => requirements)
    .map(({ role, count: needed, team }) => `${needed} ${word(role)} of ${team?.name ?? own}`);
  const gates = policies.reduce((sum, policy) => sum + policy.gates.length, 0);
  const by =
    signatures.length > 0
      ? `signatures: ${signatures.join(", ")}`
      : `policy: ${policies.map(({ name }) => name).join(", ")}`;
  return gates === 0 ? by : `${by}; ${count(gates, "gate")} to pass`;
};
