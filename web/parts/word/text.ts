/** Numbers, instants and sizes as the console writes them. Times are UTC. */

const date = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });

/** `29 Nov 2026`. */
export const day = (at: string): string => date.format(new Date(at));

/** `29 Nov 2026, 03:14 UTC`. */
export const instant = (at: string): string => `${day(at)}, ${clock.format(new Date(at))} UTC`;

const clocks = new Map<string, Intl.DateTimeFormat | null>();

const clockOf = (timeZone: string): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" });
  } catch {
    return null;
  }
};

/** `29 Nov 2026, 04:14 Europe/Berlin`; empty without a zone, or for one that this browser does not know. */
export const instantIn = (at: string, zone: string): string => {
  if (zone === "") return "";
  if (!clocks.has(zone)) clocks.set(zone, clockOf(zone));
  const told = clocks.get(zone)?.format(new Date(at));
  return told === undefined ? "" : `${told} ${zone}`;
};

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });

/** `3 hr. ago`, `in 2 days`. */
export const ago = (at: string, now = Date.now()): string => {
  const seconds = (Date.parse(at) - now) / 1_000;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return unit === "second" ? "just now" : relative.format(Math.trunc(seconds / size), unit);
};

/** Digits that tell one digest from another at a glance; the whole stands in the title. */
export const short = (digest: string): string => digest.slice(0, 10);

/** A metric's value, `NaN` and `Infinity` included, in at most six digits. */
export const number = (value: number | string): string => {
  const given = Number(value);
  if (!Number.isFinite(given)) return String(value);
  const size = Math.abs(given);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return given.toExponential(3).replace("-", "−").replace("e+", "e");
  return given.toLocaleString("en", { maximumSignificantDigits: 6, useGrouping: size >= 1e4 }).replace("-", "−");
};

/** A difference with its sign: `+0.0121`. */
export const signed = (value: number): string => (value > 0 ? `+${number(value)}` : number(value));

const sizes = ["B", "KiB", "MiB", "GiB", "TiB"];

/** `4.2 MiB`. */
export const bytes = (size: number | string): string => {
  let left = Number(size);
  let unit = 0;
  while (left >= 1_024 && unit < sizes.length - 1) {
    left /= 1_024;
    unit += 1;
  }
  return `${unit === 0 ? left : left.toFixed(left < 10 ? 1 : 0)} ${sizes[unit]}`;
};

/** `1 version`, `2 versions`. */
export const count = (many: number, one: string, more = `${one}s`): string =>
  `${many.toLocaleString("en")} ${many === 1 ? one : more}`;

/** A constant of the API as a word: `REVIEWER` → `reviewer`. */
export const word = (constant: string): string => constant.toLowerCase().replaceAll("_", " ");
/** Likewise, to begin a sentence: `VALIDATION` → `Validation`. */
export const Word = (constant: string): string => word(constant).replace(/^./, (first) => first.toUpperCase());

const spans: readonly (readonly [string, number])[] = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
];

/** How long from one instant to the other: `2 h 5 min`, `0.3 s`. */
export const duration = (from: string, to: string): string => {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1_000;
  if (!(seconds >= 0)) return "not known";
  if (seconds < 60) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const at = spans.findIndex(([, size]) => whole >= size);
  const [[unit, size], next] = [spans[at] as (typeof spans)[number], spans[at + 1]];
  const rest = next === undefined ? 0 : Math.floor((whole % size) / next[1]);
  return `${Math.floor(whole / size)} ${unit}${next !== undefined && rest > 0 ? ` ${rest} ${next[0]}` : ""}`;
};
