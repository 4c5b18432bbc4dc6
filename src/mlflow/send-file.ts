import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { basename, extname } from "node:path/posix";
import { create as contentDisposition } from "content-disposition";
import type { FastifyReply, FastifyRequest } from "fastify";
import mime from "mime";
import { parse as parseRange } from "range-parser";
import { type ArtifactFile, findFile, isFolder } from "../artifacts/artifacts.queries.js";
import type { ByteRange, OpenBlob } from "../artifacts/blob-store.js";
import { DamagedBlob } from "../artifacts/damage.js";
import { provenPieces } from "../artifacts/proven-pieces.js";
import type { Ctx } from "../context.js";
import { DomainError, notFound } from "../errors.js";
import { namesTag } from "../http/etag.js";
import type { ReadablePlace } from "./artifact-place.js";

/** What MLflow shows as text (mlflow/utils/mime_type_utils.py), whatever else it may be. */
const textEndings = new Set(
  "txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst ipynb".split(
    " ",
  ),
);
const textNames = new Set(["mlmodel", "mlproject"]);

const typeOf = (path: string): string => {
  const name = basename(path);
  if (textNames.has(name.toLowerCase()) || textEndings.has(extname(name).slice(1).toLowerCase()))
    return "text/plain; charset=utf-8";
  return mime.getType(name) ?? "application/octet-stream";
};

const headersOf = ({ path, sha256 }: ArtifactFile) => ({
  "content-type": typeOf(path),
  "content-disposition": contentDisposition(basename(path)),
  etag: `"${sha256}"`,
  "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
  "accept-ranges": "bytes",
  "cache-control": "private, no-cache",
  vary: "authorization",
  // It is somebody's data: a browser that opens it all the same runs nothing of it.
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
});

/** The one range asked for; undefined for the whole: several, malformed, or of another state of the file. */
const rangeOf = ({ headers }: FastifyRequest, size: number, etag: string): ByteRange | undefined => {
  const condition = headers["if-range"];
  if (headers.range === undefined || (condition !== undefined && condition !== etag)) return undefined;
  const { code, type, ranges } = parseRange(size, headers.range);
  if (type !== "bytes" || (code & 1) === 1) return undefined;
  const [range, ...more] = ranges;
  if (more.length > 0) return undefined;
  if (range !== undefined) return range;
  throw new DomainError("RANGE_NOT_SATISFIABLE", `The file has ${size} bytes.`, { details: { size } });
};

/** The file's bytes, opened; undefined when they were replaced or deleted since they were looked up. */
const openFile = async (
  ctx: Ctx,
  { owner, path }: ReadablePlace,
  file: ArtifactFile,
): Promise<OpenBlob | undefined> => {
  const blob = await ctx.blobs.open(file);
  if (blob !== undefined && BigInt(blob.size) === file.size) return blob;
  await blob?.close();
  const now = await findFile(ctx.db.single, owner, path);
  if (now?.sha256 !== file.sha256 || now.location !== file.location) return undefined;
  throw new DamagedBlob(blob === undefined ? "missing" : "changed", file.sha256);
};

/** Sends a file whole, in part, or not at all when the caller has it: streamed, with its digest. */
export const sendFile = async (
  ctx: Ctx,
  place: ReadablePlace,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const file = place.path === "" ? undefined : await findFile(ctx.db.reader, place.owner, place.path);
  if (file === undefined) throw await noFile(ctx, place);
  const headers = headersOf(file);
  if (namesTag(request.headers["if-none-match"] ?? "", headers.etag)) return reply.code(304).headers(headers).send();
  const size = Number(file.size);
  const range = rangeOf(request, size, headers.etag);
  const head = (): void => {
    reply.headers({ ...headers, "content-length": String(range === undefined ? size : range.end - range.start + 1) });
    if (range !== undefined) reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${size}`);
  };
  if (request.method === "HEAD") {
    head();
    return reply.send();
  }
  try {
    const blob = await openFile(ctx, place, file);
    if (blob === undefined) return sendFile(ctx, place, request, reply);
    const pieces = provenPieces(blob, file.sha256, range);
    // What is damaged from the start is answered, not broken off.
    const first = await pieces.next();
    head();
    return await streamed(ctx, reply, first, pieces);
  } catch (error) {
    throw toldOf(ctx, error);
  }
};

/** Counts and logs damage: it is the operator's to mend. */
const toldOf = (ctx: Ctx, error: unknown): unknown => {
  if (error instanceof DamagedBlob) {
    ctx.countDamage(error.damage);
    ctx.log.error({ err: error, sha256: error.sha256, damage: error.damage }, "an artifact's bytes are damaged");
  }
  return error;
};

/** Sends pieces as the receiver takes them; when either side breaks off, so does the connection. */
const streamed = async (
  ctx: Ctx,
  reply: FastifyReply,
  first: IteratorResult<Buffer>,
  rest: AsyncGenerator<Buffer>,
): Promise<FastifyReply> => {
  const { raw } = reply.hijack();
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  try {
    if (first.done !== true) await taken(raw, first.value);
    for await (const piece of rest) await taken(raw, piece);
    raw.end();
  } catch (error) {
    ctx.log.info({ err: toldOf(ctx, error) }, "a download broke off");
    raw.destroy();
  } finally {
    await rest.return(undefined);
  }
  return reply;
};

/** Resolves once the piece's memory is free again. */
const taken = (raw: ServerResponse, piece: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const broken = (): void => reject(new Error("the receiver went away"));
    if (raw.destroyed) return broken();
    raw.once("close", broken);
    raw.write(piece, (error) => {
      raw.off("close", broken);
      if (error) reject(error);
      else resolve();
    });
  });

const noFile = async (ctx: Ctx, { owner, path }: ReadablePlace): Promise<DomainError> =>
  path === "" || (await isFolder(ctx.db.reader, owner, path))
    ? new DomainError("INVALID_INPUT", "Invalid path: it is a folder; list it, then get its files.")
    : notFound("artifact");
