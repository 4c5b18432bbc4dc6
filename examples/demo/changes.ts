/** Longer values are cut: the entry itself keeps all of it. */
const longest = 60;

/** A value in a few characters: digests and ids by their beginning and end. */
const short = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "string") {
    if (/^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 12)}…`;
    if (/^[a-z]{1,4}_[0-9a-z]{26}$/.test(value)) return `${value.slice(0, value.indexOf("_"))}_…${value.slice(-6)}`;
    return cut(value);
  }
  if (Array.isArray(value)) return value.length === 0 ? "none" : cut(value.map(short).join(", "));
  return cut(JSON.stringify(value));
};

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** What an entry changed, field by field: `state PENDING → APPLIED`. What stayed as it was, or is empty, is left out. */
export const describeChange = (before: unknown, after: unknown): string => {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const keys = [...new Set([...Object.keys(now), ...Object.keys(old)])];
  const changes = keys.flatMap((key) => {
    const [was, is] = [short(old[key]), short(now[key])];
    if (was === is) return [];
    return [was === "none" ? `${key} ${is}` : `${key} ${was} → ${is}`];
  });
  return changes.join("; ");
};
