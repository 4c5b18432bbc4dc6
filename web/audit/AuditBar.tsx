import { CalendarRange } from "lucide-react";
import { useEffect, useState } from "react";
import bar from "../parts/list/bar.module.css";
import { FilterField } from "../parts/list/FilterField.tsx";
import { Unseen } from "../parts/word/Unseen.tsx";
import styles from "./Audit.module.css";
import { type Days, type Range, ranges } from "./audit-filter.ts";

interface Props {
  readonly filter: string;
  readonly range: Range;
  readonly days: Days;
  readonly onFilter: (filter: string) => void;
  readonly onRange: (range: Range) => void;
  readonly onDays: (days: Days) => void;
}

/** The filter as text, and the time that the list covers: always in sight, since nothing is asked without one. */
export const AuditBar = ({ filter, range, days, onFilter, onRange, onDays }: Props) => (
  <search className={bar.bar}>
    <FilterField
      label="Filter the log"
      placeholder="actor:ana model:churn outcome:denied"
      hint="actor:, action:, model:, version:, outcome:, channel: and stream: narrow it down."
      filter={filter}
      onFilter={onFilter}
    />
    <RangeChip range={range} days={days} onRange={onRange} onDays={onDays} />
  </search>
);

const BETWEEN = "between";

const RangeChip = ({ range, days, onRange, onDays }: Pick<Props, "range" | "days" | "onRange" | "onDays">) => {
  const given = days.from !== undefined || days.to !== undefined;
  const [between, setBetween] = useState(given);
  useEffect(() => setBetween(given), [given]);
  return (
    <div className={`${bar.framed} ${styles.range}`}>
      <CalendarRange size="1.1em" aria-hidden />
      <label>
        <Unseen>Time</Unseen>
        <select
          value={between ? BETWEEN : range}
          onChange={({ target }) => (target.value === BETWEEN ? setBetween(true) : onRange(target.value as Range))}
        >
          {Object.entries(ranges).map(([value, [name]]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
          <option value={BETWEEN}>Between two days</option>
        </select>
      </label>
      {between && (
        <>
          <label>
            <Unseen>First day (UTC)</Unseen>
            <input
              type="date"
              value={days.from ?? ""}
              max={days.to}
              onChange={({ target }) => onDays({ ...days, from: target.value || undefined })}
            />
          </label>
          <label>
            <Unseen>Last day (UTC)</Unseen>
            <input
              type="date"
              value={days.to ?? ""}
              min={days.from}
              onChange={({ target }) => onDays({ ...days, to: target.value || undefined })}
            />
          </label>
        </>
      )}
    </div>
  );
};
