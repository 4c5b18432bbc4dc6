import { Check, CircleSlash, Clock, Undo2, X } from "lucide-react";
import { Chip } from "./Chip.tsx";
import { Word } from "./text.ts";

const verdicts = {
  PASSED: ["good", Check],
  FAILED: ["bad", X],
  PENDING: ["warn", Clock],
  SKIPPED: ["calm", Undo2],
  WAIVED: ["calm", CircleSlash],
} as const;

/** What a gate says. */
export const Verdict = ({ verdict }: { verdict: keyof typeof verdicts }) => {
  const [tone, Icon] = verdicts[verdict];
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {Word(verdict)}
    </Chip>
  );
};
