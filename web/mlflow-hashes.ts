/**
 * The console's address for a link of MLflow's clients or of a team's tracking URI; null when it is the console's own
 * already. MLflow puts its routes behind `#`, which no server sees: they are translated in the browser.
 *
 * `#/experiments/1/runs/ab12` → `runs/ab12`; `teams/risk/#/models/churn` → `models/churn`.
 */
export const ownAddress = (href: string, base: string): string | null => {
  const url = new URL(href);
  const root = new URL(base).pathname;
  const path = `${url.pathname}/` === root ? root : url.pathname;
  const isBelow = path.startsWith(root);
  const below = path.slice(isBelow ? root.length : 1);
  const translated = url.hash.startsWith("#/") ? fromHash(url.hash.slice(1)) : null;
  if (translated !== null) return root + translated;
  // A team's prefix is where its clients log to; what they print is the same page for everybody.
  const behindTeam = /^teams\/[^/]+\/(.*)$/s.exec(below)?.[1];
  // Opened where the service listens, not where the world reaches it: the page is the same.
  if (behindTeam === undefined && isBelow) return null;
  return root + (behindTeam ?? below) + url.search + url.hash;
};

/** A part of a path, as MLflow wrote it, as we write it; a broken escape stays what it is. */
const part = (text = ""): string => {
  try {
    return encodeURIComponent(decodeURIComponent(text));
  } catch {
    return encodeURIComponent(text);
  }
};

type Rule = readonly [pattern: RegExp, to: (found: readonly string[], query: URLSearchParams) => string];

const rules: readonly Rule[] = [
  [/^\/experiments\/([^/]+)\/runs\/([^/]+)\/artifacts(?:\/.*)?$/, ([, , run]) => `runs/${part(run)}#files`],
  [
    /^\/experiments\/([^/]+)\/runs\/([^/]+)\/(?:model-metrics|system-metrics)$/,
    ([, , run]) => `runs/${part(run)}#curves`,
  ],
  [/^\/experiments\/([^/]+)\/runs\/([^/]+)(?:\/.*)?$/, ([, , run]) => `runs/${part(run)}`],
  [/^\/experiments\/([^/]+)\/models\/([^/]+)(?:\/.*)?$/, ([, , model]) => `logged-models/${part(model)}`],
  [/^\/experiments\/([^/]+)(?:\/.*)?$/, ([, id]) => `experiments/${part(id)}`],
  [/^\/experiments\/?$/, () => "experiments"],
  [/^\/models\/([^/]+)\/versions\/(\d+)(?:\/.*)?$/, ([, name, version]) => `models/${part(name)}/versions/${version}`],
  [/^\/models\/([^/]+)(?:\/.*)?$/, ([, name]) => `models/${part(name)}`],
  [/^\/models\/?$/, () => "models"],
  [/^\/compare-runs\/?$/, (_, query) => `compare?runs=${encodeURIComponent(runsOf(query))}`],
  [/^\/$/, () => "models"],
];

/** MLflow writes a JSON list of ids. */
const runsOf = (query: URLSearchParams): string => {
  try {
    const ids: unknown = JSON.parse(query.get("runs") ?? "[]");
    return Array.isArray(ids) ? ids.map(String).join(",") : "";
  } catch {
    return "";
  }
};

const fromHash = (hash: string): string | null => {
  const [path = "", query = ""] = hash.split("?", 2);
  for (const [pattern, to] of rules) {
    const found = pattern.exec(path);
    if (found !== null) return to(found, new URLSearchParams(query));
  }
  return null;
};
