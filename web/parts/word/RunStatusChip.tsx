import { Check, CircleSlash, Clock, LoaderCircle, X } from "lucide-react";
import { Chip } from "./Chip.tsx";
import { Word } from "./text.ts";

const statuses = {
  RUNNING: ["accent", LoaderCircle],
  SCHEDULED: ["calm", Clock],
  FINISHED: ["good", Check],
  FAILED: ["bad", X],
  KILLED: ["warn", CircleSlash],
} as const;

/** How a run stands. */
export const RunStatusChip = ({ status }: { status: keyof typeof statuses }) => {
  const [tone, Icon] = statuses[status];
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {Word(status)}
    </Chip>
  );
};
