import { Readable } from "node:stream";
import type { Ctx } from "../context.js";
import { invalid } from "../errors.js";
import type { Door } from "../http/door.js";
import type { ContextOf } from "../http/facts.js";
import { restRefusal } from "../http/refusal.js";
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

/** `GET /evidence?model=&version=&format=jsonl|csv`: everything about a version, for auditors to keep. */
export const evidenceDoor = (contextOf: ContextOf): Door => ({
  name: "evidence",
  isMine: (path) => path === "/evidence",
  refuse: restRefusal,
  routes: async (app) => {
    app.route<{ Querystring: URLSearchParams }>({
      method: "GET",
      url: "/evidence",
      exposeHeadRoute: false,
      config: { policy: "READ" },
      handler: async (request, reply) => {
        const given = new AbortController();
        request.raw.on("close", () => given.abort());
        const { headers, body } = await exported(contextOf(request), request.query, given.signal);
        return reply.headers(headers).send(body);
      },
    });
  },
});

/** Streamed page by page with bounded memory; the export is an entry of its own before its first byte. */
const exported = async (ctx: Ctx, query: URLSearchParams, signal: AbortSignal) => {
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
