import type { EntryLine } from "../../../verify/evidence-lines.js";
import { wholeEntry } from "../../../verify/whole-entry.js";
import { facts, type Html, html } from "./html.js";
import { pageStyle } from "./page-style.js";
import { policiesInWords, type ToldPolicy } from "./policy-words.js";
import { fromWhat, STYLE, what, whatWasRefused, whereWhen, whoMade, whoSigned } from "./sections.js";
import type { Frozen, Story } from "./story.js";

/** What the page of a pack tells beside its entries. */
export interface PackFacts {
  readonly model: string;
  readonly version: { readonly id: string; readonly registeredModelId: string; readonly version: number };
  readonly content: { readonly digest: string; readonly text: string };
  readonly requests: readonly { readonly id: string; readonly statement: string }[];
  readonly policies: readonly ToldPolicy[];
  readonly disclosed: readonly string[];
  readonly leaves: readonly bigint[];
  readonly covered: {
    readonly origin: string;
    readonly checkpointSize: bigint;
    readonly checkpointRoot: Buffer;
    readonly indexSize: bigint;
  };
}

/** The report of a pack while its entries pass. */
export interface PackReport {
  readonly facts: PackFacts;
  /** Takes from an entry what the page tells of it. */
  take(entry: { readonly envelope: string; readonly body: string; readonly disclosures: readonly string[] }): void;
  story(): Story;
}

/** Entries that a page tells of at the most: the pack has them all. */
const MOST_TOLD = 5_000;

export const reportOf = (told: PackFacts): PackReport => {
  const kept: EntryLine[] = [];
  const own = `model_version:${told.version.id}`;
  return {
    facts: told,
    take: (entry) => {
      const line = kept.length < MOST_TOLD ? wholeEntry(entry)?.line : undefined;
      if (line === undefined) return;
      if (line.stream === own || line.outcome !== "ALLOWED")
        kept.push({ ...line, envelope: null, body: null, links: null, disclosures: [] });
    },
    story: () => ({
      head: {
        model: told.model,
        version: told.version.version,
        modelVersionId: told.version.id,
        registeredModelId: told.version.registeredModelId,
        digest: told.content.digest,
      },
      frozen: JSON.parse(told.content.text) as Frozen,
      requests: new Map(told.requests.map((request) => [request.id, request])),
      entries: kept,
      own: kept.filter(({ stream }) => stream === own),
    }),
  };
};

/**
 * `report.html` of a pack: one page to print, without anything from elsewhere. It follows from the pack's own files, and
 * proves nothing: no verifier reads it.
 */
export const packPage = ({ facts: told, story: tell }: PackReport): string => {
  const story = tell();
  const name = `${told.model}, version ${told.version.version}`;
  const policy = `default-src 'none'; style-src '${pageStyle}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width"><title>Evidence: ${name}</title>
<style>${{ html: STYLE }}</style></head><body>
<h1>Evidence: ${name}</h1>
${asOf(told)}
${[what, fromWhat, whoMade, whereWhen, whoSigned].map((section) => section(story))}
${policiesInWords(told.policies, story)}
${whatWasRefused(story)}
${notProven(told)}
</body></html>
`.html;
};

const asOf = ({ covered, leaves, disclosed }: PackFacts): Html => html`
<p>Made from ${leaves.length} entries of the log <code>${covered.origin}</code>. This page is for reading. The pack that it came
in proves what it says, and the page does not: check the pack with a verifier that you did not get with it.</p>
${facts([
  ["complete as of", `${covered.indexSize} entries of the log`],
  [
    "checkpoint",
    html`${String(covered.checkpointSize)} entries, root <code>${covered.checkpointRoot.toString("hex")}</code>`,
  ],
  ["personal data that this pack discloses", disclosed.length === 0 ? "none" : disclosed.join(", ")],
])}`;

const notProven = ({ disclosed }: PackFacts): Html => html`<h2>What this does not prove</h2>
<ul>
<li>That somebody decided, where no key of their own is named: such a decision shows that the registry says who decided. Whoever ran
the registry and held its keys could have written it, from the beginning, before any checkpoint was kept elsewhere.</li>
<li>Whose a key is: its registration and whoever confirmed it say so. Give the verifier a list of signers of your own.</li>
<li>When something happened, other than before the time of a witness's cosignature; instants are of the registry's clock.</li>
<li>That nothing happened after the entries that the pack is complete as of.</li>
<li>That the model is good, that its data are what their names say, or that a metric was reckoned well: it proves what was recorded.</li>
<li>That the files are what was trained: it proves the digests that were frozen. Compare the files with them.</li>
<li>Who a person is: the registry's word ties a name to an account.${
  disclosed.includes("NAME") ? "" : " This pack discloses no names: people stand under their ids."
}</li>
<li>Who has read this evidence: that is in the log, and not in the pack.</li>
</ul>`;
