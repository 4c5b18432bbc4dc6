const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d{1,64}))?(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant's days_from_civil). */
const daysFromCivil = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
};

const civilFromDays = (days: number): [year: number, month: number, day: number] => {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1];
};

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

/**
 * Normalises RFC 3339 text to UTC with exactly six fractional digits; `undefined` when it is no instant from year
 * 0001 to 9999. Digits past the microsecond are cut. A leap second (23:59:60 UTC) is the second after it.
 */
export const normaliseInstant = (text: string): string | undefined => {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [fraction = "", , sign, offsetHours = "0", offsetMinutes = "0"] = match.slice(7);
  const days = daysFromCivil(year, month, day);
  if (civilFromDays(days).join() !== [year, month, day].join()) return undefined;
  const offset = (sign === "-" ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  const minutes = days * 1_440 + hour * 60 + minute - offset;
  if (second === 60 && ((minutes % 1_440) + 1_440) % 1_440 !== 1_439) return undefined;
  const seconds = minutes * 60 + second;
  const utcDays = Math.floor(seconds / 86_400);
  const ofDay = seconds - utcDays * 86_400;
  const [y, m, d] = civilFromDays(utcDays);
  if (y < 1 || y > 9_999 || (second === 60 && d !== 1)) return undefined;
  const time = [Math.floor(ofDay / 3_600), Math.floor(ofDay / 60) % 60, ofDay % 60]
    .map((part) => pad(part, 2))
    .join(":");
  return `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}T${time}.${fraction.slice(0, 6).padEnd(6, "0")}Z`;
};

/** An instant as PostgreSQL prints it in UTC, `2026-11-24 01:50:00.12+00`: RFC 3339 with exactly six fractional digits. */
export const instantOfPrinted = (text: string): string => {
  const match = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (match === null) return text;
  const [, year, month, day, time, fraction = ""] = match;
  return `${year}-${month}-${day}T${time}.${fraction.padEnd(6, "0")}Z`;
};

/** The first of January of the year 1, and midnight after 31 December 9999: before and after no instant can be written. */
const START = -62_135_596_800_000n;
const END = 253_402_300_800_000n;

/** Milliseconds since the epoch as RFC 3339 with six fractional digits; null for what no calendar of four-digit years has. */
export const instantOfMillis = (millis: bigint | null): string | null =>
  millis === null || millis < START || millis >= END
    ? null
    : new Date(Number(millis)).toISOString().replace("Z", "000Z");

/** Seconds since the epoch as RFC 3339, in UTC. */
export const instantOfSeconds = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** The instant some milliseconds from now, by the clock of this process. */
export const instantIn = (millis: number): string => instantOfSeconds((Date.now() + millis) / 1_000);

/** Whole milliseconds since the epoch of an RFC 3339 instant; what is left of a millisecond is cut. */
export const millisOf = (instant: string): number => Date.parse(instant);

/** The first whole millisecond since the epoch that is not before an instant in its normal form. */
export const firstMillisFrom = (instant: string): bigint =>
  BigInt(Date.parse(`${instant.slice(0, 23)}Z`)) + (/000Z$/.test(instant) ? 0n : 1n);

/** The first moment that a zip can hold, the same on every clock: a zip holds local time. */
export const FIRST_OF_ZIP: Date = new Date(1980, 0, 1);
