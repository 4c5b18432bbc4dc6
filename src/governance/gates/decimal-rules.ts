/** A decimal number, exact: `digits` × 10^−`scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const shortest = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** The decimal of a finite number's shortest text: 0.1 is one tenth, whatever the binary number in between. */
const decimalOf = (value: number): Decimal => {
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] = shortest.exec(String(value)) ?? [];
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
};

const atScale = ({ digits, scale }: Decimal, wanted: number): bigint => digits * 10n ** BigInt(wanted - scale);

const aligned = (one: Decimal, other: Decimal): [one: bigint, other: bigint, scale: number] => {
  const scale = Math.max(one.scale, other.scale);
  return [atScale(one, scale), atScale(other, scale), scale];
};

const minus = (one: Decimal, other: Decimal): Decimal => {
  const [left, right, scale] = aligned(one, other);
  return { digits: left - right, scale };
};

const isAtLeast = (one: Decimal, other: Decimal): boolean => {
  const [left, right] = aligned(one, other);
  return left >= right;
};

/** The decimal as a person writes it: no exponent, no trailing zeros. */
const textOf = ({ digits, scale }: Decimal): string => {
  const sign = digits < 0n ? "-" : "";
  const all = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const fraction = scale === 0 ? "" : all.slice(-scale).replace(/0+$/, "");
  const whole = scale === 0 ? all : all.slice(0, -scale);
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
};

const areFinite = (...values: number[]): boolean => values.every((value) => Number.isFinite(value));

/** Whether `value` is at least `bound`, as the decimals of their shortest text; never where one is NaN. */
export const reaches = (value: number, bound: number): boolean =>
  areFinite(value, bound) ? isAtLeast(decimalOf(value), decimalOf(bound)) : value >= bound;

/** One less the other, in full; `NaN` where nobody can say. */
export const differenceOf = (one: number, other: number): string =>
  areFinite(one, other) ? textOf(minus(decimalOf(one), decimalOf(other))) : String(one - other);

/** Whether `most` is at most `allowed` above `least`. */
export const isWithin = (least: number, most: number, allowed: number): boolean =>
  areFinite(least, most) && isAtLeast(decimalOf(allowed), minus(decimalOf(most), decimalOf(least)));

/** Whether `least` is at least this part of `most`; of nothing nothing is a part. */
export const isPartAtLeast = (least: number, most: number, part: number): boolean => {
  if (!areFinite(least, most) || most === 0) return false;
  const [whole, ratio] = [decimalOf(most), decimalOf(part)];
  return isAtLeast(decimalOf(least), { digits: whole.digits * ratio.digits, scale: whole.scale + ratio.scale });
};

/** How much better one value is than another. */
export interface Improvement {
  /** In full; `NaN` where nobody can say. */
  readonly text: string;
  /** Whether it is at least the margin, and above zero unless the margin allows to be worse. */
  readonly suffices: boolean;
}

export interface Wanted {
  readonly direction: "HIGHER" | "LOWER";
  readonly margin: number;
  /** Whether the margin is a part of the champion's absolute value. */
  readonly relative: boolean;
}

/** The improvement of a candidate over a champion, by the decimals of their shortest text: 0.82 − 0.81 is 0.01. */
export const improvementOf = (candidate: number, champion: number, wanted: Wanted): Improvement => {
  const [better, worse] = wanted.direction === "HIGHER" ? [candidate, champion] : [champion, candidate];
  if (!areFinite(candidate, champion)) return infinite(better - worse, champion, wanted);
  const gained = minus(decimalOf(better), decimalOf(worse));
  const margin = marginOf(champion, wanted);
  const suffices = isAtLeast(gained, margin) && (wanted.margin < 0 || gained.digits > 0n);
  return { text: textOf(gained), suffices };
};

const marginOf = (champion: number, { margin, relative }: Wanted): Decimal => {
  const plain = decimalOf(margin);
  if (!relative) return plain;
  const of = decimalOf(Math.abs(champion));
  return { digits: plain.digits * of.digits, scale: plain.scale + of.scale };
};

/** Beside an infinite value nothing but infinity is an improvement; an infinite champion has no part to be measured by. */
const infinite = (gained: number, champion: number, { margin, relative }: Wanted): Improvement => ({
  text: String(gained),
  suffices: relative && !Number.isFinite(champion) ? false : gained >= margin,
});
