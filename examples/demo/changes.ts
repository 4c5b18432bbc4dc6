/** Longer values are cut: the entry itself keeps all of it. */
const longest = 60;

/** A value in a few characters: digests and ids by their beginning and end, lists and objects by what is in them. */
const short = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "string") {
    if (/^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 12)}…`;
    if (/^[a-z]{1,4}_[0-9a-z]{26}$/.test(value)) return `${value.slice(0, value.indexOf("_"))}_…${value.slice(-6)}`;
    return cut(value);
  }
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(short).join(", ");
  if (typeof value === "object") return cut(Object.values(value).map(short).join(" "));
  return String(value);
};

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const list = (fields: readonly (readonly [string, unknown])[]): string =>
  fields.map(([key, value]) => `${key} ${short(value)}`).join("; ");

/** What an entry changed: the fields that have another value now, and what else it says was so before. Empty ones are left out. */
export const describeChange = (before: unknown, after: unknown): string[] => {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const changes = Object.entries(now).flatMap(([key, value]) => {
    const [was, is] = [short(old[key]), short(value)];
    if (was === is) return [];
    return [was === "none" ? `${key} ${is}` : `${key} ${was} → ${is}`];
  });
  const earlier = list(Object.entries(old).filter(([key, value]) => !(key in now) && short(value) !== "none"));
  return [changes.join("; "), earlier && `before: ${earlier}`].filter((text) => text !== "");
};

/** Which rule decided: a refusal's code, or the policies with their revisions. */
export const describeRule = (decision: unknown): string => {
  const { code, policies } = fieldsOf(decision);
  if (typeof code === "string") return code;
  const named = (Array.isArray(policies) ? policies : []).flatMap((policy: unknown) => {
    const { name, revision, digest } = fieldsOf(policy);
    return name === undefined ? [] : [`${name}, revision ${revision}, ${short(digest)}`];
  });
  return named.join("; ");
};
