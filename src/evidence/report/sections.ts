import type { EntryLine } from "../../../verify/evidence-lines.js";
import { facts, type Html, html, table } from "./html.js";
import { changeOf, refusalsOf, type Story, signaturesOf, staysOf } from "./story.js";

/** The sections that reports share. */

export const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #bbb}
table{border-collapse:collapse;width:100%;font-size:.85rem}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
code,pre{font:.85em ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}.none{color:#555}.refused{color:#a00}
@media print{body{margin:0;max-width:none;font-size:11px}tr,dl{break-inside:avoid}h2{break-after:avoid}}`;

/** An instant as people read it. */
export const utc = (instant: string | null): string =>
  instant === null ? "" : instant.replace("T", " ").replace("Z", " UTC");

/** Who acted, by the id once their name and handle are erased. */
export const person = ({ actor: { id, displayName, handle } }: EntryLine): string =>
  displayName === null ? (handle ?? id) : `${displayName} (${handle ?? id})`;

export const what = ({ head, frozen }: Story): Html => html`<h2>What</h2>
${facts([
  ["model", head.model],
  ["version", head.version],
  ["source", frozen.source],
  ["digest of the frozen content", html`<code>${head.digest}</code>`],
  ["ids", html`<code>${head.modelVersionId}</code> of <code>${head.registeredModelId}</code>`],
])}
<h3>Files</h3>
${table(
  ["path", "bytes", "SHA-256"],
  frozen.artifacts.map(({ path, size, sha256 }) => [path, size, html`<code>${sha256}</code>`]),
  "No file is part of the frozen content.",
)}`;

export const fromWhat = ({ frozen }: Story): Html => html`<h2>From which data and code</h2>
${facts([
  ["run", frozen.runId ?? "none named"],
  ...(frozen.run === undefined
    ? []
    : ([
        ["experiment", frozen.run.experimentId],
        ["run's status", frozen.run.status],
        ["user that the client named", frozen.run.user],
        ["commit of the code", frozen.run.sourceCommit ?? "not logged"],
      ] as const)),
])}
<h3>Data sets</h3>
${table(
  ["name", "digest", "source"],
  frozen.datasets.map(({ name, digest, source }) => [name, digest, source]),
  "No data set was logged.",
)}
<h3>Params</h3>
${table(
  ["key", "value"],
  frozen.params.map(({ key, value }) => [key, value]),
  "None.",
)}
<h3>Metrics</h3>
${table(
  ["key", "value"],
  frozen.metrics.map(({ key, value }) => [key, value]),
  "None.",
)}`;

export const whoMade = ({ own }: Story): Html => html`<h2>Who made it</h2>
${table(
  ["when", "who", "roles then", "what"],
  own
    .filter(({ action }) => action === "createModelVersion" || action === "freezeModelVersion")
    .map((entry) => [
      utc(entry.at),
      person(entry),
      entry.actor.roles.join(", "),
      entry.action === "createModelVersion" ? "made the version" : "its content became final",
    ]),
  "No entry of its making is here.",
)}`;

const targetOf = (story: Story, request: string): string => {
  const statement = story.requests.get(request)?.statement;
  return statement == null ? request : String((JSON.parse(statement) as { to?: unknown }).to);
};

/** The fingerprint of the key that a decision was signed with. */
const keyOf = ({ after }: EntryLine): Html | string => {
  const { fingerprint, userVerified } = changeOf(changeOf(after).signature as EntryLine["after"]);
  if (typeof fingerprint !== "string") return "none";
  return html`<code>${fingerprint}</code>${userVerified === true ? " (user verified)" : ""}`;
};

export const whoSigned = (story: Story): Html => html`<h2>Who signed, in which role and meaning</h2>
${table(
  ["when", "who", "for", "verdict", "role", "meaning", "comment", "own key"],
  signaturesOf(story).map(({ entry, request, verdict, role, meaning }) => [
    utc(entry.at),
    person(entry),
    targetOf(story, request),
    verdict,
    role,
    meaning,
    entry.reason,
    keyOf(entry),
  ]),
  "Nobody signed: no policy asked for it, or nothing was asked for.",
)}`;

export const whereWhen = (story: Story): Html => html`<h2>Where it was, and when</h2>
${table(
  ["slot", "from", "to", "moved there by", "moved away by"],
  staysOf(story).map(({ slot, from, to, by, endedBy }) => [
    slot,
    utc(from),
    to === null ? "still there" : utc(to),
    by,
    endedBy,
  ]),
  "It was in no stage and under no alias.",
)}`;

export const whatWasRefused = (story: Story): Html => html`<h2>What was refused, or did not come about</h2>
${table(
  ["when", "who", "what", "outcome", "why"],
  refusalsOf(story).map((entry) => {
    const { cause, state } = changeOf(entry.after);
    const code = changeOf(entry.decision).code;
    return [
      utc(entry.at),
      person(entry),
      entry.action,
      entry.outcome === "ALLOWED" ? String(state) : entry.outcome,
      String(cause ?? code ?? entry.reason ?? ""),
    ];
  }),
  "Nothing that is told here.",
)}`;

export const json = (value: unknown): Html | null =>
  value === null ? null : html`<code>${JSON.stringify(value)}</code>`;
