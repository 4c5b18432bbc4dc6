import type { EvidenceLine } from "../../../verify/evidence-lines.js";
import { type Html, html, table } from "./html.js";
import { fromWhat, json, person, STYLE, utc, what, whatWasRefused, whereWhen, whoMade, whoSigned } from "./sections.js";
import { type Told, told } from "./story.js";

/**
 * The report of an export as one page to print, without anything from elsewhere: first the answers, then the entries, then
 * how to check. A pure function of the export's lines, its last one included.
 */
export const evidencePage = (lines: readonly EvidenceLine[]): string => {
  const story = told(lines);
  const name = `${story.head.model}, version ${story.head.version}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Evidence: ${name}</title>
<style>${{ html: STYLE }}</style></head><body>
<h1>Evidence: ${name}</h1>
<p>Exported by ${story.end.exportedBy} at ${utc(story.end.exportedAt)}: ${story.entries.length} entries of the audit log.</p>
${[what, fromWhat, whoMade, whoSigned, whereWhen, whatWasRefused, entriesOf, howToCheck].map((section) => section(story))}
</body></html>
`.html;
};

const entriesOf = ({ entries }: Told): Html => html`<h2>Entries</h2>
${table(
  ["when", "who", "what", "touching", "before", "after", "reason", "number and hash"],
  entries.map((entry) => [
    utc(entry.at),
    html`${person(entry)}<br>${entry.actor.roles.join(", ")}`,
    entry.outcome === "ALLOWED"
      ? entry.action
      : html`${entry.action} <strong class="refused">${entry.outcome}</strong>`,
    entry.subjects.map(
      ({ hidden, type, label, id }) => html`${hidden ? `a ${type} that is hidden` : (label ?? id)}<br>`,
    ),
    json(entry.before),
    json(entry.after),
    entry.reason,
    html`${entry.stream === null ? "" : `${entry.seq} of ${entry.stream}`}<br><code>${entry.hash}</code>`,
  ]),
  "None.",
)}`;

const howToCheck = ({ head, end }: Told): Html => html`<h2>How to check</h2>
<p>This page is for reading: it proves nothing by itself. Take the same export as JSON Lines and check that:</p>
<pre>GET /evidence?model=${encodeURIComponent(head.model)}&amp;version=${head.version}&amp;format=jsonl
npm run verify-evidence -- evidence.jsonl</pre>
<p>The check needs neither the service nor its database. It recomputes the digest of the frozen content, of every statement
and policy revision, makes each entry anew from its bytes, and follows every stream that the file holds whole
(${head.streams.length} here). It says what a file cannot prove by itself. The lines that this page was made of have the SHA-256
<code>${end.sha256}</code>; an export taken at another time has another one.</p>`;
