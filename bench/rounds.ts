import { median, type Spread, show, showSpread, spread } from "./figures.js";
import { cpuOf, cpuOfTree } from "./processes.js";

/** Calls that were answered as they should in some seconds. */
export interface Shot {
  readonly calls: number;
  readonly seconds: number;
}

/** One of two contenders: how to load it, and whose CPU it costs. */
export interface Side {
  readonly pid: number;
  readonly postgresPid?: number;
  /** Statements that the process has sent so far. */
  readonly statements?: () => Promise<number>;
  fire(seconds: number): Promise<Shot>;
}

/** How long and how often: `--seconds` and `--rounds` change it. */
export interface Pace {
  readonly seconds: number;
  readonly rounds: number;
}

/** A side's figures over all rounds. */
export interface Tally {
  readonly perSecond: readonly number[];
  /** Microseconds per call. */
  readonly cpu: readonly number[];
  readonly postgresCpu: readonly number[];
  readonly statementsPerCall: number | null;
}

interface Round {
  readonly calls: number;
  readonly perSecond: number;
  readonly cpu: number;
  readonly postgresCpu: number;
  readonly statements: number;
}

const round = async (side: Side, seconds: number): Promise<Round> => {
  const { pid, postgresPid = 0, statements } = side;
  const postgres = (): number => (postgresPid === 0 ? 0 : cpuOfTree(postgresPid));
  const sent = (await statements?.()) ?? 0;
  const before = [cpuOf(pid), postgres()] as const;
  const { calls, seconds: taken } = await side.fire(seconds);
  const after = [cpuOf(pid), postgres()] as const;
  if (calls === 0) throw new Error("not one call was answered");
  return {
    calls,
    perSecond: calls / taken,
    cpu: (after[0] - before[0]) / calls,
    postgresCpu: (after[1] - before[1]) / calls,
    statements: ((await statements?.()) ?? 0) - sent,
  };
};

/** Loads the sides in turn, A B A B …, after each has been warmed up; a tally for each. */
export const interleave = async <const Sides extends readonly Side[]>(
  sides: Sides,
  { seconds, rounds }: Pace,
): Promise<{ [Index in keyof Sides]: Tally }> => {
  for (const side of sides) await side.fire(Math.max(3, seconds));
  const results: Round[][] = sides.map(() => []);
  for (let count = 0; count < rounds; count++)
    for (const [index, side] of sides.entries()) results[index]?.push(await round(side, seconds));
  const tallies = sides.map((side, index) => tallyOf(side, results[index] ?? []));
  return tallies as { [Index in keyof Sides]: Tally };
};

const tallyOf = (side: Side, rounds: readonly Round[]): Tally => ({
  perSecond: rounds.map(({ perSecond }) => perSecond),
  cpu: rounds.map(({ cpu }) => cpu),
  postgresCpu: rounds.map(({ postgresCpu }) => postgresCpu),
  statementsPerCall: side.statements === undefined ? null : perCall(rounds),
});

const perCall = (rounds: readonly Round[]): number =>
  rounds.reduce((total, { statements }) => total + statements, 0) /
  rounds.reduce((total, { calls }) => total + calls, 0);

const quotients = (above: readonly number[], below: readonly number[]): number[] =>
  above.map((value, index) => value / (below[index] ?? Number.NaN));

/** Ours over the anchor's by throughput, round by round. */
export const throughputRatio = (ours: Tally, anchor: Tally): Spread =>
  spread(quotients(ours.perSecond, anchor.perSecond));

/**
 * The anchor's CPU per call over ours, each at its least: what a call takes of a core that nothing else disturbs. It is
 * far steadier than throughput where other programs share the machine.
 */
export const cpuRatio = (ours: Tally, anchor: Tally): number => Math.min(...anchor.cpu) / Math.min(...ours.cpu);

const leastCpu = ({ cpu, postgresCpu }: Tally): string => {
  const postgres = Math.min(...postgresCpu);
  return `${show(Math.min(...cpu))}${postgres > 0.5 ? ` + pg ${show(postgres)}` : ""}`;
};

/** The columns of a row that follow from two tallies; `floor` is the ratio that the target asks for. */
export const rowOf = (ours: Tally, anchor: Tally, floor: number | null) => {
  const throughput = throughputRatio(ours, anchor);
  const cpu = cpuRatio(ours, anchor);
  return {
    ours: `${show(median(ours.perSecond))}/s`,
    anchor: `${show(median(anchor.perSecond))}/s`,
    ratio: showSpread(throughput),
    cpuRatio: cpu.toFixed(2),
    cpu: `${leastCpu(ours)} | ${leastCpu(anchor)}`,
    ...(ours.statementsPerCall !== null && { statements: ours.statementsPerCall.toFixed(2) }),
    met: floor === null ? null : Math.min(throughput.median, cpu) >= floor,
  };
};
