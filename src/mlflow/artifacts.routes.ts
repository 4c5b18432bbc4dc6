import { attempted } from "../acts/attempt.js";
import { parseArtifactPath, parseFilePath } from "../artifacts/artifact-path-rules.js";
import { type ArtifactChild, childrenOf, placeAfter } from "../artifacts/artifacts.queries.js";
import type { Ctx } from "../context.js";
import { hexOfUuid } from "../db/ids.js";
import { DomainError } from "../errors.js";
import type { Asked } from "../http/door.js";
import { bodyLimits } from "../http/limits.js";
import { deleteArtifacts } from "../tracking/files/delete-artifacts.js";
import { logArtifact } from "../tracking/files/log-artifact.js";
import { runsById } from "../tracking/runs/runs.queries.js";
import {
  ofVersion,
  parsePlace,
  type ReadablePlace,
  readablePlace,
  writableFile,
  writablePlace,
} from "./artifact-place.js";
import { findLoggedModel } from "./logged-models.js";
import { absentRun, givenRunId, runIdFields, runIdOf } from "./runs.js";
import { sendFile } from "./send-file.js";
import { findVersion } from "./versions.js";
import { foundOr, saying } from "./wire/absent.js";
import { heardOut, passingBy } from "./wire/arriving.js";
import { cutShort, requiredText, text } from "./wire/message.js";
import { ajax2, type Call, fileMethods, operation, streaming } from "./wire/operation.js";
import { cut, pageTokens } from "./wire/page-token.js";
import { message } from "./wire/shape.js";

const READ = ["READ", "RESOLVE"] as const;

/** Children of one folder in one answer; more are on the next page, where the call has pages. */
const PAGE = 1_000;
/** Where it has none. */
const MAX_LISTED = 100_000;

const fileInfo = (path: string, { isFolder, size }: ArtifactChild): object =>
  message({ path, is_dir: isFolder, file_size: isFolder ? undefined : size });

const allChildren = async (ctx: Ctx, { owner, path }: ReadablePlace): Promise<ArtifactChild[]> => {
  const children: ArtifactChild[] = [];
  for (let from = ""; ; ) {
    const page = await childrenOf(ctx.db.reader, owner, path, { from, limit: PAGE });
    children.push(...page);
    if (children.length > MAX_LISTED) throw tooMany();
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return children;
    from = placeAfter(last);
  }
};

const tooMany = (): DomainError =>
  new DomainError(
    "INVALID_INPUT",
    `The folder has more than ${MAX_LISTED.toLocaleString("en-US")} files and folders, and this call answers all or none: list its sub-folders one by one, or read it page by page with artifacts/list of its run or with the field artifacts in GraphQL.`,
    { path: ["path"] },
  );

/** Nothing is listed above the artifacts of one thing, and a file has no children: both are empty, as upstream. */
const listProxied = operation(
  "GET",
  "/mlflow-artifacts/artifacts",
  { policy: READ, session: "console", fields: { path: text } },
  async ({ ctx }, { path = "" }) => {
    const place = parsePlace(path);
    if (place.kind === "nowhere") return {};
    const readable = await readablePlace(ctx, place).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === "NOT_FOUND") return undefined;
      throw error;
    });
    if (readable === undefined) return {};
    const children = await allChildren(ctx, readable);
    return message({ files: children.map((child) => fileInfo(child.name, child)) });
  },
);

/** The rest of a path. A query after it is a `?` in a file's name, which MLflow's clients do not escape. */
const starOf = ({ params, url }: Asked): string => {
  const mark = url.indexOf("?");
  if (mark !== -1)
    throw new DomainError(
      "INVALID_INPUT",
      `Invalid path: a query follows it (“${cutShort(url.slice(mark), 100)}”), as when a file's name holds a “?”, which MLflow's clients do not escape. Send “?” as %3F, or rename the file (docs/mlflow.md, “Names that clients do not escape”).`,
      { path: ["path"] },
    );
  return params["*"] ?? "";
};

const getProxied = streaming(
  fileMethods,
  "/mlflow-artifacts/artifacts/*",
  { policy: READ, session: "download" },
  async ({ ctx }, request, reply) =>
    sendFile(ctx, await readablePlace(ctx, parsePlace(starOf(request))), request, reply),
);

/** What a digest field promises of the SHA-256, in hexadecimal; null when it speaks of other algorithms only. */
const promisedBy = (name: "content-digest" | "repr-digest", headers: Call["headers"]): string | null => {
  const member = [headers[name] ?? []]
    .flat()
    .join(",")
    .split(",")
    .find((each) => /^\s*sha-256\s*=/.test(each));
  if (member === undefined) return null;
  const encoded = /^\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*$/.exec(member)?.[1];
  if (encoded !== undefined) return Buffer.from(encoded, "base64").toString("hex");
  throw new DomainError("INVALID_INPUT", `${name}: sha-256=:<base64 of 32 bytes>: (RFC 9530).`, { path: [name] });
};

/** SHA-256 that the client says the bytes have; null when it says none. */
const promisedDigest = (headers: Call["headers"]): string | null => {
  const [content, representation] = [promisedBy("content-digest", headers), promisedBy("repr-digest", headers)];
  if (content !== null && representation !== null && content !== representation)
    throw new DomainError("INVALID_INPUT", "content-digest and repr-digest promise different bytes.");
  return content ?? representation;
};

const putProxied = streaming(
  "PUT",
  "/mlflow-artifacts/artifacts/*",
  { policy: "authenticated", bodyBytes: Number.POSITIVE_INFINITY },
  async ({ ctx, headers }, request, reply) => {
    await heardOut(request.raw, () =>
      logArtifact(ctx, {
        place: () => writableFile(starOf(request)),
        body: passingBy(request.raw),
        sha256: promisedDigest(headers),
      }),
    );
    return reply.header("content-type", "application/json; charset=utf-8").send("{}");
  },
);

const deleteProxied = streaming(
  "DELETE",
  "/mlflow-artifacts/artifacts/*",
  { policy: "authenticated" },
  async ({ ctx }, request, reply) => {
    // A place where nothing may be written is refused with an entry of its own: the command takes a run or a logged model.
    const { ownerId, experiment, path } = await attempted("deleteArtifacts", ctx, async () =>
      writablePlace(starOf(request)),
    );
    await saying("There is no such run or logged model.", () => deleteArtifacts(ctx, { ownerId, experiment, path }));
    return reply.header("content-type", "application/json; charset=utf-8").send("{}");
  },
);

/** The words by which clients know that they must upload or download the plain way (`http_artifact_repo.py`). */
const notSupported = (what: string): DomainError =>
  new DomainError("NOT_SUPPORTED", `${what} is not supported for the current artifact repository`);

const multipart = (["create", "complete", "abort"] as const).map((step) =>
  streaming("POST", `/mlflow-artifacts/mpu/${step}/*`, { policy: "authenticated" }, async () => {
    throw notSupported("Multipart upload");
  }),
);

const presigned = [
  streaming("GET", "/mlflow-artifacts/presigned/*", { policy: "READ" }, async () => {
    throw notSupported("Multipart download");
  }),
  ...["presigned-upload-url", "presigned-download-url"].map((path) =>
    streaming("POST", `/mlflow/artifacts/${path}`, { policy: "authenticated" }, async () => {
      throw notSupported("A presigned URL");
    }),
  ),
];

/** A page of a folder with paths from the root of its owner; of a file, nothing, as upstream. */
const listBelow = async (ctx: Ctx, place: ReadablePlace, rootUri: string, pageToken: string | undefined) => {
  const tokens = pageTokens(ctx, "artifacts", [rootUri, place.path]);
  const [from = ""] = tokens.decode(pageToken) ?? [];
  const found = await childrenOf(ctx.db.reader, place.owner, place.path, { from: String(from), limit: PAGE + 1 });
  const { rows, token } = cut(found, PAGE, (last) => tokens.encode(placeAfter(last)));
  const prefix = place.path === "" ? "" : `${place.path}/`;
  return message({
    root_uri: rootUri,
    files: rows.map((child) => fileInfo(`${prefix}${child.name}`, child)),
    next_page_token: token,
  });
};

const list = operation(
  "GET",
  "/mlflow/artifacts/list",
  { policy: "READ", session: "console", fields: { ...runIdFields, path: text, page_token: text } },
  async ({ ctx }, { path = "", page_token, ...given }) => {
    const hex = givenRunId(given);
    const folder = parseArtifactPath(path);
    const run = foundOr(absentRun(hex), (await runsById(ctx.db.reader, ctx.access.ability, [runIdOf(hex)]))[0]);
    if (!run.artifactUri.startsWith("mlflow-artifacts:"))
      throw new DomainError(
        "INVALID_INPUT",
        `The run's artifacts are at ${run.artifactUri}, which clients reach by themselves.`,
      );
    return listBelow(ctx, { owner: { uuid: run.uuid }, path: folder }, run.artifactUri, page_token);
  },
);

const listOfModel = operation(
  "GET",
  "/mlflow/logged-models/:model_id/artifacts/directories",
  {
    policy: "READ",
    session: "console",
    fields: { model_id: requiredText, artifact_directory_path: text, page_token: text },
  },
  async ({ ctx }, { model_id, artifact_directory_path = "", page_token }) => {
    const folder = parseArtifactPath(artifact_directory_path);
    const model = await findLoggedModel(ctx, model_id);
    return listBelow(ctx, { owner: { uuid: model.uuid }, path: folder }, model.artifactUri, page_token);
  },
);

const requiredPath = (query: URLSearchParams, name: string): string => {
  const path = query.get(name);
  if (path === null || path === "")
    throw new DomainError("INVALID_INPUT", `Missing value for required parameter '${name}'.`, { path: [name] });
  return parseFilePath(path);
};

const fileOfModel = streaming(
  fileMethods,
  "/mlflow/logged-models/:model_id/artifacts/files",
  { policy: "READ", at: ajax2, session: "download" },
  async ({ ctx }, request, reply) => {
    const path = requiredPath(request.query, "artifact_file_path");
    const model = await findLoggedModel(ctx, request.params.model_id ?? "");
    return sendFile(ctx, { owner: { uuid: model.uuid }, path }, request, reply);
  },
);

const readRun = async (ctx: Ctx, query: URLSearchParams): Promise<{ uuid: string }> => {
  const hex = givenRunId({ run_id: query.get("run_id") ?? undefined, run_uuid: query.get("run_uuid") ?? undefined });
  return foundOr(absentRun(hex), (await runsById(ctx.db.reader, ctx.access.ability, [runIdOf(hex)]))[0]);
};

const getArtifact = streaming(
  fileMethods,
  "/get-artifact",
  { policy: "READ", at: [""], session: "download" },
  async ({ ctx }, request, reply) => {
    const { query } = request;
    const path = requiredPath(query, "path");
    const { uuid } = await readRun(ctx, query);
    return sendFile(ctx, { owner: { uuid }, path }, request, reply);
  },
);

/** A file of a version: what it froze, and nothing else, wherever its source points. */
const getVersionArtifact = streaming(
  fileMethods,
  "/model-versions/get-artifact",
  { policy: READ, at: [""], session: "download" },
  async ({ ctx }, request, reply) => {
    const { query } = request;
    const path = requiredPath(query, "path");
    const version = await findVersion(ctx, query.get("name") ?? "", query.get("version") ?? "");
    return sendFile(ctx, await ofVersion(ctx, version.id, path), request, reply);
  },
);

/** Types that a form of another site can send without asking; files come as anything else, or as nothing. */
const formType = /^\s*(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

const uploadArtifact = streaming(
  "POST",
  "/mlflow/upload-artifact",
  { policy: "authenticated", at: ajax2, bodyBytes: bodyLimits.fileBytes },
  async ({ ctx }, request, reply) => {
    if (formType.test(request.headers["content-type"] ?? ""))
      throw new DomainError("UNSUPPORTED_MEDIA_TYPE", "A file is sent as application/octet-stream, or without a type.");
    const { query } = request;
    for (const name of ["run_uuid", "path"])
      if (!query.get(name)) throw new DomainError("INVALID_INPUT", `Request must specify ${name}.`, { path: [name] });
    const path = requiredPath(query, "path");
    const body = request.body as Buffer | undefined;
    if (body === undefined || body.length === 0)
      throw new DomainError("INVALID_INPUT", "Request must specify data. The body is the file.");
    const { uuid } = await readRun(ctx, query);
    const ownerId = runIdOf(hexOfUuid(uuid));
    await logArtifact(ctx, { place: () => ({ ownerId, path }), body: only(body), sha256: null });
    return reply.header("content-type", "application/json; charset=utf-8").send("{}");
  },
);

const only = async function* (body: Buffer): AsyncGenerator<Buffer> {
  yield body;
};

/** MLflow's calls on artifacts (mlflow/protos/mlflow_artifacts.proto, service.proto, server/handlers.py). */
export const artifactOperations = [
  listProxied,
  getProxied,
  putProxied,
  deleteProxied,
  ...multipart,
  ...presigned,
  list,
  listOfModel,
  fileOfModel,
  getArtifact,
  getVersionArtifact,
  uploadArtifact,
];
