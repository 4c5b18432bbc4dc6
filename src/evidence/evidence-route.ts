import { Readable } from "node:stream";
import type { Ctx } from "../context.js";
import { invalid } from "../errors.js";
import type { VersionRead } from "../registry/versions.queries.js";
import { START } from "./entries.queries.js";
import { evidenceOf } from "./evidence.queries.js";
import { exportEvidence } from "./export-evidence.js";
import { commaSeparated, type ExportFormat, exportFormats, jsonLines } from "./export-formats.js";
import { visibleEntries } from "./visible-entries.js";

const PAGE = 1_000;

const formats = { jsonl: jsonLines, csv: commaSeparated };

const isFormat = (value: string): value is (typeof exportFormats)[number] =>
  exportFormats.some((each) => each === value);

/**
 * `GET /evidence?model=&version=&format=jsonl|csv`: everything about a version, streamed page by page with bounded
 * memory. The export is an entry of its own before its first byte.
 */
export const evidenceRoute = async (ctx: Ctx, query: URLSearchParams, signal: AbortSignal) => {
  const format = query.get("format") ?? "jsonl";
  if (!isFormat(format)) throw invalid("format", `format: one of ${exportFormats.join(", ")}.`);
  const number = query.get("version") ?? "";
  const { version } = await exportEvidence(ctx, {
    model: query.get("model") ?? "",
    version: /^\d{1,10}$/.test(number) ? Number(number) : 0,
    format,
  });
  const writer = formats[format]();
  const name = `evidence-${version.id}.${format}`;
  return {
    status: 200,
    headers: { "content-type": writer.contentType, "content-disposition": `attachment; filename="${name}"` },
    body: Readable.from(pages(ctx, version, writer, signal), { objectMode: true, highWaterMark: 1 }),
  };
};

/** One chunk per page of entries; the next page is read when the one before has left. */
const pages = async function* (ctx: Ctx, version: VersionRead, writer: ExportFormat, signal: AbortSignal) {
  const story = await evidenceOf(ctx, version);
  yield writer.begin(version, ctx.principal.handle);
  for (let after = START; !signal.aborted; ) {
    const rows = await story.read({}, { after, limit: PAGE });
    const entries = await visibleEntries(ctx, rows, story.known);
    if (entries.length > 0) yield entries.map((entry) => writer.entry(entry)).join("");
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) break;
    after = { at: last.at, id: last.id.toString() };
  }
  if (!signal.aborted) yield writer.end();
};
