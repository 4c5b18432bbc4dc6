import type { TagGate } from "./gate.js";
import { failed, type Outcome, passed, pending } from "./outcome.js";

/** What a tag gate looks at. */
export type TagInputs = {
  /** Id of the model or version that carries the tag. */
  readonly subject: string;
  /** Null: it is not set. The first characters, where it is longer than any value that a gate names. */
  readonly value: string | null;
  /** Who set it; null: nobody knows any more. */
  readonly setBy: string | null;
  readonly setAt: string | null;
  /** Whether they hold the role that the gate names, not given by themself. */
  readonly holdsRole: boolean;
  /** Whether neither requester nor author set it, nor anybody by a credential that one of them minted. */
  readonly isIndependent: boolean;
};

const whoSets = ({ setBy, independent }: TagGate): string => {
  const role = setBy === undefined ? "" : ` by a ${setBy.role}`;
  return independent === false ? role : `${role === "" ? " by somebody" : role} who neither asks nor made the version`;
};

/** Whether the tag has one of the values, set by whom the gate names. */
export const judgeTag = (gate: TagGate, inputs: TagInputs): Outcome => {
  const { key, values, setBy: role, independent } = gate;
  const { value, setBy, holdsRole, isIndependent } = inputs;
  const who = whoSets(gate);
  const wanted = values.map((each) => `"${each}"`).join(" or ");
  const required = `the tag "${key}" is ${wanted}${who === "" ? "" : `, set${who}`}`;
  const set = `have it set to ${wanted}${who}`;
  if (value === null) return pending(required, null, `the tag "${key}" is not set: ${set}`);
  const observed = `"${key}" is "${value}"`;
  const matters = role !== undefined || independent !== false;
  if (matters && setBy === null) return pending(required, observed, `nobody knows who set the tag "${key}": ${set}`);
  if (role !== undefined && !holdsRole)
    return pending(required, observed, `whoever set the tag "${key}" is no ${role.role} now: ${set}`);
  if (independent !== false && !isIndependent)
    return pending(
      required,
      observed,
      `the tag "${key}" was set by the requester or an author, or by a credential of theirs: ${set}`,
    );
  return values.includes(value)
    ? passed(required, observed)
    : failed(required, observed, `the tag ${observed}, ${wanted} is required`);
};
