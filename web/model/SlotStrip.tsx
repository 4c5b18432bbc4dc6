import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../parts/form/Button.tsx";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { Signatures } from "../parts/people/Signature.tsx";
import { Time } from "../parts/word/Time.tsx";
import { day, instant } from "../parts/word/text.ts";
import styles from "./Model.module.css";
import { historyQuery, signersQuery } from "./model.queries.ts";
import { heldAt, type Interval, lanesOf, type ModelFacts } from "./model-facts.ts";

/** Which version held which slot when, as a strip; and as of one day, with whoever signed for it. */
export const SlotStrip = ({ of }: { of: ModelFacts }) => {
  const { asof } = useSearch({ from: "/shell/models/$name" });
  const navigate = useNavigate({ from: "/models/$name" });
  const lanes = lanesOf(of);
  const [slot, setSlot] = useState(lanes[0] ?? "Production");
  const holder = of.slots.find((each) => each.slot === slot)?.version;
  const query = useQuery(historyQuery(of.name, slot, holder));
  const choose = (date: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, asof: date }), replace: true, resetScroll: false });
  const at = endOf(asof);
  return (
    <Region
      title="Slots over time"
      actions={
        <>
          <label className={styles.control}>
            Slot{" "}
            <select value={slot} onChange={({ target }) => setSlot(target.value)}>
              {lanes.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          <label className={styles.control}>
            As of <input type="date" value={asof ?? ""} onChange={({ target }) => choose(target.value || undefined)} />
          </label>
          {asof && <Button onClick={() => choose(undefined)}>Now</Button>}
        </>
      }
    >
      <Loaded query={query} lines={linesOf(of, slot)}>
        {(intervals) =>
          intervals.length === 0 ? (
            <Nothing>No version has held {slot} yet.</Nothing>
          ) : (
            <>
              <Strip intervals={intervals} at={at} onChoose={(date) => choose(date)} />
              <AsOf name={of.name} slot={slot} interval={heldAt(intervals, at)} at={at} isDay={asof !== undefined} />
            </>
          )
        }
      </Loaded>
    </Region>
  );
};

/** What the strip takes: signatures stand below it where a policy asks for them. */
const linesOf = ({ slots, guards }: ModelFacts, slot: string): number => {
  if (!slots.some((each) => each.slot === slot)) return 1;
  return guards.some((guard) => guard.slot === slot) ? 9 : 4;
};

/** The last instant of a day in UTC; without a day, or in one that is not over, now. */
const endOf = (date: string | undefined): number => {
  const end = date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T23:59:59.999Z`) : Number.NaN;
  return Math.min(Date.now(), Number.isNaN(end) ? Date.now() : end);
};

interface StripProps {
  readonly intervals: readonly Interval[];
  readonly at: number;
  readonly onChoose: (date: string) => void;
}

const Strip = ({ intervals, at, onChoose }: StripProps) => {
  const start = Date.parse(intervals[0]?.from ?? "");
  const end = Date.now();
  const place = (time: number): number => ((time - start) / Math.max(1, end - start)) * 100;
  return (
    <div className={styles.strip}>
      <svg
        viewBox="0 0 100 12"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${intervals.length} intervals, oldest first`}
      >
        {intervals.map(({ version, from, to }, index) => {
          const [left, right] = [place(Date.parse(from)), place(to ? Date.parse(to) : end)];
          return (
            <rect
              key={from}
              x={left}
              width={Math.max(right - left - 0.2, 0.1)}
              y="0"
              height="12"
              data-odd={index % 2 === 1 || undefined}
              data-now={!to || undefined}
            >
              <title>
                v{version}: {instant(from)} to {to ? instant(to) : "now"}
              </title>
            </rect>
          );
        })}
        <line x1={place(at)} x2={place(at)} y1="-2" y2="14" />
      </svg>
      <ol className={styles.intervals}>
        {[...intervals].reverse().map(({ version, from, to }) => (
          <li key={from}>
            <button type="button" onClick={() => onChoose(from.slice(0, 10))}>
              v{version}
            </button>
            <span className={styles.quiet}>
              {day(from)} to {to ? day(to) : "now"}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
};

interface AsOfProps {
  readonly name: string;
  readonly slot: string;
  readonly interval: Interval | undefined;
  readonly at: number;
  readonly isDay: boolean;
}

const AsOf = ({ name, slot, interval, at, isDay }: AsOfProps) => {
  const when = isDay ? `at the end of ${day(new Date(at).toISOString())}` : "now";
  if (interval === undefined)
    return (
      <p className={styles.asof}>
        No version held {slot} {when}.
      </p>
    );
  return (
    <div className={styles.asof}>
      <p>
        <Link to="/models/$name/versions/$version" params={{ name, version: String(interval.version) }}>
          Version {interval.version}
        </Link>{" "}
        {isDay ? "held" : "holds"} {slot} {when}, since <Time at={interval.from} />.
      </p>
      <SignersOf name={name} slot={slot} interval={interval} />
    </div>
  );
};

/** The request that began the interval, and its signatures. */
const SignersOf = ({ name, slot, interval }: Pick<AsOfProps, "name" | "slot"> & { interval: Interval }) => {
  const query = useQuery(signersQuery(name, interval.version));
  return (
    <Loaded query={query} lines={2}>
      {(requests) => {
        const began = Date.parse(interval.from);
        const request = requests.find(
          ({ state, to, closedAt }) =>
            state === "APPLIED" && to === slot && closedAt != null && Math.abs(Date.parse(closedAt) - began) < NEAR_MS,
        );
        if (request === undefined || request.decisions.length === 0)
          return <p className={styles.quiet}>Nobody signed for it: it was moved by right of a role.</p>;
        return <Signatures of={request.decisions} />;
      }}
    </Loaded>
  );
};

/** A request is closed in the transaction that moves the version. */
const NEAR_MS = 5_000;
