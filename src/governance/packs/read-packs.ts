import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../../../verify/sha256.js";
import { StartError } from "../../config.js";
import { type KnownPack, newestFirst, type Pack, type PackContent, type PackLibrary } from "./pack.js";

/** The packs that come with the service: at the top of the checkout, or of what was built of it. */
const shippedPacks = fileURLToPath(new URL("../../../packs", import.meta.url));

const MAX_BYTES = 1_048_576;

/** A shipped file that `npm run schema` has checked. */
export interface CheckedFile {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of its text. */
  readonly file: string;
  /** SHA-256 of the canonical JSON of its content. */
  readonly digest: string;
}

/**
 * Finds every pack that comes with the service, and those of another folder: `<id>/<version>.yaml`. A shipped file whose
 * text `checked.json` names was checked before it was shipped, and is parsed when it is asked for; every other is checked
 * against packs/schema.json now. Throws a `StartError` that names the file and what is wrong with it.
 */
export const readPacks = async (folder: string | null, shipped = shippedPacks): Promise<PackLibrary> => {
  const checked = new Map(readJson<CheckedFile[]>(join(shipped, "checked.json")).map((each) => [each.file, each]));
  const ours = filesIn(shipped);
  const files = [...ours, ...(folder === null ? [] : filesIn(folder))];
  const packs: KnownPack[] = [];
  for (const [index, file] of files.entries()) {
    const text = textOf(file);
    const known = index < ours.length ? checked.get(sha256(text)) : undefined;
    const isInPlace = known !== undefined && relative(shipped, file) === join(known.id, `${known.version}.yaml`);
    const pack = isInPlace ? parsedLater(file, text, known) : await checkedNow(file, text, shipped);
    if (packs.some(({ id, version }) => id === pack.id && version === pack.version))
      throw new StartError(`${file} is version ${pack.version} of the pack ${pack.id}, which another file is, too`);
    packs.push(pack);
  }
  return packs.toSorted((one, other) =>
    one.id === other.id ? newestFirst(one.version, other.version) : one.id < other.id ? -1 : 1,
  );
};

const readJson = <Content>(file: string): Content => JSON.parse(readFileSync(file, "utf8")) as Content;

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    throw new StartError(`the folder of policy packs ${folder} cannot be read: ${(error as Error).message}`);
  }
};

const textOf = (file: string): string => {
  if (statSync(file).size > MAX_BYTES) throw new StartError(`the policy pack ${file} is longer than 1 MiB`);
  return readFileSync(file, "utf8");
};

const parsedLater = (file: string, text: string, { id, version, digest }: CheckedFile): KnownPack => {
  let content: Pack | undefined;
  return {
    id,
    version,
    digest,
    content: async () => {
      const { packOf, parsedPack } = await import("./parse-pack.js");
      content ??= packOf(parsedPack(file, text) as PackContent);
      return content;
    },
  };
};

const checkedNow = async (file: string, text: string, shipped: string): Promise<KnownPack> => {
  const { checkPack } = await import("./check-pack.js");
  const pack = checkPack(file, text, readJson(join(shipped, "schema.json")));
  const { id, version, digest } = pack;
  return { id, version, digest, content: async () => pack };
};
