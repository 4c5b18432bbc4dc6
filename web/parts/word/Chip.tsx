import { Ban, Check, CircleSlash, Clock, Hourglass, Lock, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Chip.module.css";
import { Word } from "./text.ts";
import { Unseen } from "./Unseen.tsx";

export type Tone = "good" | "warn" | "bad" | "calm" | "accent";

/** A word with a meaning: colour never says it alone. */
export const Chip = ({ tone = "calm", title, children }: { tone?: Tone; title?: string; children: ReactNode }) => (
  <span className={styles.chip} data-tone={tone} title={title}>
    {children}
  </span>
);

interface SlotProps {
  readonly slot: string;
  readonly version?: number | undefined;
  /** A policy guards it: nobody moves it alone. */
  readonly locked?: boolean | undefined;
}

const toneOf = (slot: string): Tone => {
  if (slot.startsWith("@")) return "accent";
  const stage = slot.toLowerCase();
  return stage === "production" ? "good" : stage === "staging" ? "warn" : "calm";
};

/** A stage or an alias, and which version holds it. */
export const SlotChip = ({ slot, version, locked = false }: SlotProps) => (
  <Chip tone={toneOf(slot)} {...(slot.startsWith("@") && { title: slot })}>
    {slot.startsWith("@") ? (
      <code>{slot}</code>
    ) : (
      <>
        <span className={styles.dot} aria-hidden="true" />
        {slot}
      </>
    )}
    {version !== undefined && <strong>v{version}</strong>}
    {locked && (
      <span className={styles.lock} title="Guarded: it moves only with signatures">
        <Lock size="1em" aria-hidden />
        <Unseen>guarded</Unseen>
      </span>
    )}
  </Chip>
);

const states = {
  PENDING: ["warn", Clock],
  APPLIED: ["good", Check],
  REJECTED: ["bad", X],
  WITHDRAWN: ["calm", Undo2],
  EXPIRED: ["calm", Hourglass],
  VOIDED: ["bad", Ban],
} as const;

/** How far a request has come. */
export const StateChip = ({ state }: { state: string }) => {
  const [tone, Icon] = states[state as keyof typeof states] ?? (["calm", CircleSlash] as const);
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {state === "VOIDED" ? "Void" : Word(state)}
    </Chip>
  );
};

const tiers = { HIGH: "warn", MEDIUM: "calm", LOW: "calm" } as const;

/** How much harm a model can do, as its team says; one that nobody has set counts as high. */
export const TierChip = ({ of, known = true }: { of: keyof typeof tiers | null | undefined; known?: boolean }) => {
  if (!known) return null;
  return of ? (
    <Chip tone={tiers[of]}>{Word(of)} risk</Chip>
  ) : (
    <Chip title="Nobody has set its risk tier: policies count it as high">Risk not set</Chip>
  );
};

const reviewStates = {
  OPEN: ["warn", Clock],
  OVERDUE: ["bad", Hourglass],
  CONFIRMED: ["good", Check],
  OVERTURNED: ["bad", X],
} as const;

/** How far the review of an emergency has come. */
export const ReviewChip = ({ state }: { state: keyof typeof reviewStates }) => {
  const [tone, Icon] = reviewStates[state];
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {Word(state)}
    </Chip>
  );
};
