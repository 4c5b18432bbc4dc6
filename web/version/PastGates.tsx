import { Field } from "../parts/form/Field.tsx";
import styles from "../parts/form/form.module.css";
import { asked } from "../parts/word/places.ts";
import type { Check, FailingGate, WaysPast } from "./move.queries.ts";

/** How somebody wants past gates that fail: waivers by gate, or an emergency. */
interface Past {
  /** Reasons by policy and gate; a gate that is not in it is not asked about. */
  readonly waivers: Readonly<Record<string, string>>;
  /** Null: an ordinary request. */
  readonly emergency: { readonly reason: string; readonly incidentUrl: string } | null;
}

export const noPast: Past = { waivers: {}, emergency: null };

const nameOf = ({ policy, key }: FailingGate): string => `${policy.id} ${key}`;

/** What is sent of it; gates of another slot, ticked before, are left out. */
export const inputOf = ({ waivers, emergency }: Past, ways: WaysPast | undefined) => {
  const named = (ways?.waivable ?? []).flatMap(({ gate }) => {
    const reason = waivers[nameOf(gate)];
    return reason === undefined ? [] : [{ policyId: gate.policy.id, gateKey: gate.key, reason }];
  });
  const incidentUrl = emergency?.incidentUrl || null;
  return {
    ...(ways?.emergency && emergency && { emergency: { reason: emergency.reason, incidentUrl } }),
    ...(!(ways?.emergency && emergency) && named.length > 0 && { waivers: named }),
  };
};

/** Whether a refusal that was foretold holds no more, given how one wants past it. */
export const getsPast = (past: Past, ways: WaysPast | undefined, { code }: Check["refusals"][number]): boolean => {
  const { emergency, waivers = [] } = inputOf(past, ways);
  if (emergency) return ["GATES_FAILED", "REQUEST_OPEN"].includes(code);
  return code === "GATES_FAILED" && ways !== undefined && waivers.length > 0 && waivers.length === ways.failing;
};

interface Props {
  readonly ways: WaysPast;
  readonly past: Past;
  readonly onPast: (past: Past) => void;
}

/** Asks for waivers of gates that would fail, or for an emergency, where the policies leave room for it. */
export const PastGates = ({ ways, past, onPast }: Props) => (
  <>
    {ways.emergency && <Emergency terms={ways.emergency} past={past} onPast={onPast} />}
    {(ways.emergency === null || past.emergency === null) &&
      ways.waivable.map(({ gate, by }) => (
        <Waiver key={nameOf(gate)} gate={gate} by={by} past={past} onPast={onPast} />
      ))}
  </>
);

const Emergency = ({ terms, past, onPast }: Omit<Props, "ways"> & { terms: NonNullable<WaysPast["emergency"]> }) => {
  const { emergency } = past;
  const write = (more: Partial<NonNullable<Past["emergency"]>>): void =>
    onPast({ ...past, emergency: { reason: "", incidentUrl: "", ...emergency, ...more } });
  return (
    <fieldset className={styles.form}>
      <div className={styles.ticks}>
        <label>
          <input
            type="checkbox"
            checked={emergency !== null}
            onChange={({ target }) => (target.checked ? write({}) : onPast({ ...past, emergency: null }))}
          />
          It is an emergency
        </label>
      </div>
      {emergency && (
        <>
          <p className={styles.note}>
            Gates are recorded and hold nothing. It waits until signed by {asked(terms.by)}, and owes a review within{" "}
            {terms.reviewWithinHours} h. An open request for the same becomes void.
          </p>
          <Field label="Why it cannot wait">
            <textarea
              required
              maxLength={2_000}
              rows={2}
              value={emergency.reason}
              onChange={({ target }) => write({ reason: target.value })}
            />
          </Field>
          <Field label="Incident (https address, if there is one)">
            <input
              type="url"
              value={emergency.incidentUrl}
              onChange={({ target }) => write({ incidentUrl: target.value })}
            />
          </Field>
        </>
      )}
    </fieldset>
  );
};

const Waiver = ({ gate, by, past, onPast }: Omit<Props, "ways"> & WaysPast["waivable"][number]) => {
  const name = nameOf(gate);
  const reason = past.waivers[name];
  const write = (text: string): void => onPast({ ...past, waivers: { ...past.waivers, [name]: text } });
  const drop = (): void => {
    const { [name]: _dropped, ...waivers } = past.waivers;
    onPast({ ...past, waivers });
  };
  return (
    <fieldset className={styles.form}>
      <div className={styles.ticks}>
        <label>
          <input
            type="checkbox"
            checked={reason !== undefined}
            onChange={({ target }) => (target.checked ? write("") : drop())}
          />
          Ask to waive the gate {gate.key}
        </label>
      </div>
      <p className={styles.note}>
        {gate.cause} May be waived by {asked(by)}.
      </p>
      {reason !== undefined && (
        <Field label={`Why ${gate.key} may be waived`}>
          <textarea required maxLength={2_000} rows={2} value={reason} onChange={({ target }) => write(target.value)} />
        </Field>
      )}
    </fieldset>
  );
};
