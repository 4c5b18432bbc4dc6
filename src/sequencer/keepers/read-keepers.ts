import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { StartError } from "../../config.js";
import { fileAnchor } from "./file-anchor.js";
import { gitAnchor } from "./git-anchor.js";
import type { Anchor } from "./keeper.js";

/** Where anchors are told to be. */
export interface AnchorSettings {
  /** The file of `COUNTERSIGN_ANCHORS`; null: none was configured. */
  readonly anchors: string | null;
  readonly home: string;
  readonly logDir: string;
  /** Folder for what this user's programs keep from one run to the next. */
  readonly stateDir: string;
}

const wrong = (why: string): StartError => new StartError(`COUNTERSIGN_ANCHORS: ${why}`);

/** The anchors of the file; without one a file of this user outside the data folder, if there can be one. */
export const readAnchors = (settings: AnchorSettings, origin: string): Anchor[] => {
  if (settings.anchors === null) {
    const path = weakPath(settings, origin);
    return path === null ? [] : [fileAnchor({ path, isWeak: true })];
  }
  return configured(settings.anchors);
};

/** Refuses what makes no sense before anything is anchored. */
export const checkAnchors = ({ anchors }: Pick<AnchorSettings, "anchors">): void => {
  if (anchors !== null) configured(anchors);
};

/** One that is lost together with the data is worth nothing. */
const weakPath = ({ stateDir, home, logDir }: AnchorSettings, origin: string): string | null => {
  const path = join(stateDir, "countersign", `${origin.replaceAll("/", "-")}.anchor`);
  const isWithin = (folder: string): boolean => {
    const way = relative(folder, path);
    return !way.startsWith("..") && !isAbsolute(way);
  };
  return isWithin(home) || isWithin(logDir) ? null : path;
};

const configured = (file: string): Anchor[] => {
  const text = readPrivate(file);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw wrong(`${file} is no JSON`);
  }
  if (!Array.isArray(found) || found.length > 20) throw wrong(`${file} must be a JSON array of up to 20 anchors`);
  const anchors = found.map((each, index) => anchorOf(each, `number ${index + 1}`));
  const twice = anchors.find(({ target }, index) => anchors.findIndex((other) => other.target === target) < index);
  if (twice !== undefined) throw wrong(`${twice.target} is there twice`);
  return anchors;
};

const readPrivate = (file: string): string => {
  try {
    const { mode } = statSync(file);
    if ((mode & 0o077) !== 0) throw wrong(`${file} can be read by others: chmod 600 it`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw wrong(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
};

const anchorOf = (given: unknown, which: string): Anchor => {
  const members = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const { kind, ...rest } = members;
  if (kind === "file") {
    const { path } = texts(rest, which, { path: folder });
    return fileAnchor({ path: resolve(path ?? "") });
  }
  if (kind === "git") {
    const { repository, branch, remote } = texts(rest, which, { repository: folder, branch: name, remote: name }, [
      "branch",
      "remote",
    ]);
    return gitAnchor({ repository: repository ?? "", branch: branch ?? "countersign", remote: remote ?? null });
  }
  if (kind === "rfc3161") throw wrong(`${which} is of kind rfc3161, which this release does not know yet`);
  throw wrong(`${which} must have a "kind": file or git`);
};

const folder = { form: /^\/[^\0\n]+$/, says: "an absolute path" };
const name = { form: /^(?!.*\.\.)[A-Za-z0-9][\w.-]{0,98}(?<!\.lock)(?<!\.)$/, says: "a plain name" };

/** Members that are texts of their form, and no others. */
const texts = <Name extends string>(
  given: Readonly<Record<string, unknown>>,
  which: string,
  forms: Readonly<Record<Name, { form: RegExp; says: string }>>,
  optional: readonly NoInfer<Name>[] = [],
): Partial<Record<Name, string>> => {
  const known = Object.keys(forms) as Name[];
  const strange = Object.keys(given).find((member) => !(known as string[]).includes(member));
  if (strange !== undefined)
    throw wrong(`${which} has ${JSON.stringify(strange)}; known are kind, ${known.join(", ")}`);
  const read: Partial<Record<Name, string>> = {};
  for (const member of known) {
    const value = given[member];
    if (value === undefined && optional.includes(member)) continue;
    if (typeof value !== "string" || !forms[member].form.test(value))
      throw wrong(`${which} needs "${member}": ${forms[member].says}`);
    read[member] = value;
  }
  return read;
};
