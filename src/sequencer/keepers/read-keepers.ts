import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { DerFault } from "../../../verify/rfc3161/der.js";
import { readRoots } from "../../../verify/rfc3161/roots.js";
import { StartError } from "../../config.js";
import { fileAnchor } from "./file-anchor.js";
import { gitAnchor } from "./git-anchor.js";
import type { Anchor, Authority } from "./keeper.js";

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

/**
 * The anchors of the file that give back what they keep. Where none is to do so, a file of this user outside the data folder is
 * one, if there can be one; `[]` means none at all.
 */
export const readAnchors = (settings: AnchorSettings, origin: string): Anchor[] => {
  const { anchors, authorities } = configured(settings);
  if (anchors.length > 0 || (settings.anchors !== null && authorities.length === 0)) return anchors;
  const path = weakPath(settings, origin);
  return path === null ? [] : [fileAnchor({ path, isWeak: true })];
};

/** The time-stamping authorities of the file. */
export const readAuthorities = (settings: Pick<AnchorSettings, "anchors">): Authority[] =>
  configured(settings).authorities;

/** Refuses what makes no sense before anything is anchored. */
export const checkAnchors = (settings: Pick<AnchorSettings, "anchors">): void => void configured(settings);

/** One that is lost together with the data is worth nothing. */
const weakPath = ({ stateDir, home, logDir }: AnchorSettings, origin: string): string | null => {
  const path = join(stateDir, "countersign", `${origin.replaceAll("/", "-")}.anchor`);
  const isWithin = (folder: string): boolean => {
    const way = relative(folder, path);
    return !way.startsWith("..") && !isAbsolute(way);
  };
  return isWithin(home) || isWithin(logDir) ? null : path;
};

interface Configured {
  readonly anchors: Anchor[];
  readonly authorities: Authority[];
}

const configured = ({ anchors: file }: Pick<AnchorSettings, "anchors">): Configured => {
  if (file === null) return { anchors: [], authorities: [] };
  const text = readPrivate(file);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw wrong(`${file} is no JSON`);
  }
  if (!Array.isArray(found) || found.length > 20) throw wrong(`${file} must be a JSON array of up to 20 anchors`);
  const all = found.map((each, index) => anchorOf(each, `number ${index + 1}`));
  const targets = all.map((each) => (isAuthority(each) ? each.url : each.target));
  const twice = targets.find((target, index) => targets.indexOf(target) < index);
  if (twice !== undefined) throw wrong(`${twice} is there twice`);
  return { anchors: all.flatMap((each) => (isAuthority(each) ? [] : [each])), authorities: all.filter(isAuthority) };
};

const isAuthority = (each: Anchor | Authority): each is Authority => "url" in each;

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

const anchorOf = (given: unknown, which: string): Anchor | Authority => {
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
  if (kind === "rfc3161") {
    const { url, ca } = texts(rest, which, { url: address, ca: folder });
    return { url: url ?? "", roots: rootsIn(ca ?? "", which) };
  }
  throw wrong(`${which} must have a "kind": file, git or rfc3161`);
};

const rootsIn = (file: string, which: string): Authority["roots"] => {
  try {
    return readRoots(readFileSync(file, "latin1"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof DerFault)
      throw wrong(`${which}: ${file} holds no certificates of authorities: ${error.message}`);
    throw wrong(`${which}: ${file} cannot be read (${code})`);
  }
};

const folder = { form: /^\/[^\0\n]+$/, says: "an absolute path" };
const address = {
  // No user, no question, no fragment.
  form: /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9._~!$&'()*+,;=:%/-]*)?$/,
  says: "an http(s) URL without a password",
};
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
