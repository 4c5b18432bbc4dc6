import { pathOf, pathSegments } from "../artifacts/artifact-path-rules.js";
import type { ArtifactOwner } from "../artifacts/artifacts.queries.js";
import type { Ctx } from "../context.js";
import { idOfHex } from "../db/ids.js";
import { DomainError, forbidden, notFound } from "../errors.js";
import { servableVersion } from "../registry/versions.queries.js";
import { artifactOwner } from "../tracking/files/artifact-owner.js";

/**
 * A place below `mlflow-artifacts:/`: of a run (`<experiment>/<run>/artifacts/…`), a logged model
 * (`<experiment>/models/<model>/artifacts/…`) or a version (`versions/<id>/artifacts/…`, read only). What lies above the
 * artifacts of one thing is nobody's: it holds no files and is not listed.
 */
export type Place =
  | { readonly kind: "tracked"; readonly experiment: bigint; readonly ownerId: string; readonly path: string }
  | { readonly kind: "version"; readonly modelVersionId: string; readonly path: string }
  | { readonly kind: "nowhere" };

/** Reads a path of the artifact proxy, decoded once. Throws INVALID_INPUT, `Invalid path`. */
export const parsePlace = (text: string): Place => {
  const segments = pathSegments(text);
  const [top = "", second = "", third = "", fourth] = segments;
  if (top === "versions" && third === "artifacts")
    return { kind: "version", modelVersionId: second, path: pathOf(segments.slice(3)) };
  if (!/^(0|[1-9]\d{0,18})$/.test(top)) return { kind: "nowhere" };
  const experiment = BigInt(top);
  if (second === "models" && fourth === "artifacts" && third.startsWith("m-"))
    return { kind: "tracked", experiment, ownerId: idOfHex("lm", third.slice(2)), path: pathOf(segments.slice(4)) };
  if (third === "artifacts")
    return { kind: "tracked", experiment, ownerId: idOfHex("run", second), path: pathOf(segments.slice(3)) };
  return { kind: "nowhere" };
};

/** The folder or file whose bytes the caller may read. */
export interface ReadablePlace {
  readonly owner: ArtifactOwner;
  readonly path: string;
}

const requireRead = (ctx: Ctx): void => {
  if (!ctx.credential.scopes.has("READ")) throw forbidden("This token lacks the scope READ.");
};

/** The place, if the caller may read it; NOT_FOUND where it is hidden or absent. */
export const readablePlace = async (ctx: Ctx, place: Place): Promise<ReadablePlace> => {
  if (place.kind === "version") return ofVersion(ctx, place.modelVersionId, place.path);
  if (place.kind === "nowhere") throw notFound("artifact");
  requireRead(ctx);
  const { uuid } = await artifactOwner(ctx, ctx.db.reader, place, null);
  return { owner: { uuid }, path: place.path };
};

/** What a version froze, for whoever reads or resolves the version: its run's rights have no say. */
export const ofVersion = async (ctx: Ctx, modelVersionId: string, path: string): Promise<ReadablePlace> => {
  if (!(await servableVersion(ctx.db.reader, ctx.access.ability, modelVersionId))) throw notFound("artifact");
  return { owner: { modelVersionId }, path };
};

/** Reads the run or logged model that a path is below, for writing: a version's files are never changed. */
export const writablePlace = (text: string): Extract<Place, { kind: "tracked" }> => {
  const place = parsePlace(text);
  if (place.kind === "tracked") return place;
  if (place.kind === "version")
    throw new DomainError(
      "FORBIDDEN",
      "What a model version froze is read only; log to its run, then register a new version.",
    );
  throw forbidden("Files belong to a run or a logged model: this path is below none.");
};

/** As `writablePlace`, with the slash that a path may end in: whoever stores a file refuses it. */
export const writableFile = (text: string): Extract<Place, { kind: "tracked" }> => {
  const place = writablePlace(text);
  return { ...place, path: text.endsWith("/") ? `${place.path}/` : place.path };
};
