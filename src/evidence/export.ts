import { Readable } from "node:stream";
import type { EvidenceLine } from "../../verify/evidence-lines.js";
import type { Ctx } from "../context.js";
import { DomainError, invalid } from "../errors.js";
import { instantIn } from "../instant.js";
import { START } from "./entries.queries.js";
import { evidenceOf } from "./evidence.queries.js";
import { exportEvidence } from "./export-evidence.js";
import { csvHeader, csvRow, type Ending, endOf, exportFormats, jsonLine } from "./export-formats.js";
import { type Exporting, evidenceLines } from "./export-lines.js";
import { pagesInPieces, pagesOfOne } from "./fitting-pages.js";
import { evidencePage } from "./report/evidence-page.js";
import { pageStyle } from "./report/page-style.js";
import { visibleEntries } from "./visible-entries.js";

/** Entries that one page to print holds at the most. */
const PRINTED = 20_000;

type Format = (typeof exportFormats)[number];

const isFormat = (value: string): value is Format => exportFormats.some((each) => each === value);

const flag = (query: URLSearchParams, name: string): boolean => {
  const value = query.get(name) ?? "false";
  if (value !== "true" && value !== "false") throw invalid(name, `${name}: true or false.`);
  return value === "true";
};

/** An export under way: its headers, and its body as it comes. */
export interface Exported {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable;
}

const contentTypes: Record<Format, string> = {
  jsonl: "application/jsonl; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  html: "text/html; charset=utf-8",
};

/**
 * Everything about a version, as the query asks for it: `model`, `version`, `format` (jsonl, csv, html), `includeReads`.
 * That it leaves the service is an entry before its first byte. JSON Lines and CSV are streamed page by page with bounded
 * memory; an HTML page is made whole.
 */
export const exportOf = async (ctx: Ctx, query: URLSearchParams, signal: AbortSignal): Promise<Exported> => {
  const format = query.get("format") ?? "jsonl";
  if (!isFormat(format)) throw invalid("format", `format: one of ${exportFormats.join(", ")}.`);
  const includeReads = flag(query, "includeReads");
  const number = query.get("version") ?? "";
  const { version } = await exportEvidence(ctx, {
    model: query.get("model") ?? "",
    version: /^\d{1,10}$/.test(number) ? Number(number) : 0,
    format,
  });
  const pages = format === "html" ? pagesOfOne : pagesInPieces(ctx.budget);
  const exporting: Exporting = { version, includeReads, pages, signal };
  const headers = { "content-type": contentTypes[format] };
  if (format === "html") {
    const policy = `default-src 'none'; style-src '${pageStyle}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
    return { headers: { ...headers, "content-security-policy": policy }, body: await printed(ctx, exporting) };
  }
  const chunks = format === "jsonl" ? jsonChunks(ctx, exporting) : csvChunks(ctx, exporting);
  return {
    headers: { ...headers, "content-disposition": `attachment; filename="evidence-${version.id}.${format}"` },
    body: Readable.from(chunks, { objectMode: true, highWaterMark: 1 }),
  };
};

/** Who takes it and when: said in the last line, proven by nothing. */
const endingFor = ({ principal }: Ctx): Ending => ({ by: principal.handle, at: instantIn(0) });

const jsonChunks = async function* (ctx: Ctx, exporting: Exporting) {
  const ending = endOf(endingFor(ctx));
  for await (const lines of evidenceLines(ctx, exporting)) {
    const texts = lines.map(jsonLine);
    for (const [index, text] of texts.entries()) ending.add(text, lines[index]?.kind === "entry");
    if (texts.length > 0) yield texts.join("");
  }
  if (!exporting.signal.aborted) yield jsonLine(ending.line());
};

/** Everything at once, for people to print: the page is made of the export's own lines. */
const printed = async (ctx: Ctx, exporting: Exporting): Promise<string> => {
  const ending = endOf(endingFor(ctx));
  const all: EvidenceLine[] = [];
  for await (const lines of evidenceLines(ctx, exporting)) {
    for (const line of lines) ending.add(jsonLine(line), line.kind === "entry");
    all.push(...lines);
    if (all.length > PRINTED)
      throw new DomainError(
        "INVALID_INPUT",
        `format: html is for at most ${PRINTED.toLocaleString("en-US")} entries; take jsonl for more.`,
        { path: ["format"] },
      );
  }
  const page = evidencePage([...all, ending.line()]);
  ctx.budget.hold(page.length);
  return page;
};

/** A table to read, in the order in which entries were written. */
const csvChunks = async function* (ctx: Ctx, { version, includeReads, pages, signal }: Exporting) {
  const story = await evidenceOf(ctx, version, includeReads);
  yield csvHeader;
  for (let after = START; !signal.aborted; ) {
    const from = after;
    const { rows, isLast } = await pages((limit) => story.read({}, { after: from, limit }));
    const entries = await visibleEntries(ctx, rows, story.known);
    if (entries.length > 0) yield entries.map(csvRow).join("");
    const last = rows.at(-1);
    if (isLast || last === undefined) return;
    after = { at: last.at, id: last.id.toString() };
  }
};
