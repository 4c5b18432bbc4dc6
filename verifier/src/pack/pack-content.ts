import { sha256 } from "../../../verify/sha256.js";
import type { Findings } from "../findings.js";
import type { PackStatement } from "./dsse.js";
import { type Fact, listIn, said, textIn } from "./facts.js";
import type { Digest } from "./pack-files.js";

export interface Artifact {
  readonly path: string;
  readonly sha256: string;
}

/** What the version froze, as far as a pack is judged by it. */
export interface Content {
  readonly modelId: string;
  readonly version: unknown;
  readonly artifacts: readonly Artifact[];
}

const contentIn = (text: string): Content | undefined => {
  try {
    const { modelId, version, artifacts } = said(JSON.parse(text));
    const files = listIn(artifacts).map((each) => {
      const { path, sha256: digest } = said(each);
      return { path: textIn(path), sha256: textIn(digest) };
    });
    return { modelId: textIn(modelId), version, artifacts: files };
  } catch {
    return undefined;
  }
};

/** The digest that a version's own entries tell last. */
const digestTold = (own: readonly Fact[]): string =>
  textIn(
    own.findLast(
      ({ act, outcome }) => outcome === "ALLOWED" && ["createModelVersion", "freezeModelVersion"].includes(act),
    )?.after.digest,
  );

/** The frozen content must have the digest that the version's entries tell, and be what the statement is about. */
export const checkContent = (
  found: Findings,
  text: string,
  { statement, facts, own }: { statement: PackStatement; facts: readonly Fact[]; own: readonly Fact[] },
): Content | undefined => {
  const content = contentIn(text);
  const { version, subjects } = statement;
  const told = digestTold(own);
  if (content === undefined || sha256(text) !== told) {
    found.add("CONTENT_MISMATCH", "content.json has not the digest that the version's entries tell");
    return undefined;
  }
  const names = facts.filter(
    ({ stream, act, outcome }) =>
      stream === `registered_model:${content.modelId}` &&
      outcome === "ALLOWED" &&
      ["createRegisteredModel", "renameRegisteredModel"].includes(act),
  );
  const is = [content.modelId, content.version, told, names.at(-1)?.after.name];
  if ([version.modelId, version.number, version.digest, version.model].some((each, at) => each !== is[at]))
    found.add("STATEMENT_MISMATCH", "the statement is about another version than the pack's entries and content");
  const listed = [
    { name: version.id, sha256: version.digest },
    ...content.artifacts.map((each) => ({ name: `artifacts/${each.path}`, sha256: each.sha256 })),
  ];
  if (JSON.stringify(listed) !== JSON.stringify(subjects.map(({ name, sha256: digest }) => ({ name, sha256: digest }))))
    found.add("STATEMENT_MISMATCH", "its subjects are not the version and its files");
  return content;
};

/** The card must be one of the version's files. */
export const checkCard = (
  found: Findings,
  { card }: PackStatement,
  files: ReadonlyMap<string, Digest>,
  content: Content | undefined,
): void => {
  const cards = [...files.keys()].filter((name) => name.startsWith("card."));
  if (cards.join() !== (card === null ? "" : card.file))
    found.add("STATEMENT_MISMATCH", "the model card is another file than the statement names");
  if (card === null || content === undefined) return;
  const isOurs = content.artifacts.some(({ path, sha256: digest }) => path === card.path && digest === card.sha256);
  const digest = files.get(card.file)?.sha256;
  if (!isOurs || (digest !== undefined && digest !== card.sha256) || card.file !== cardName(card.path))
    found.add("CONTENT_MISMATCH", "the model card is none of the version's files");
};

const cardName = (path: string): string => {
  const extension = /\.([a-z0-9]{1,10})$/.exec(path.slice(path.lastIndexOf("/") + 1).toLowerCase())?.[1];
  return `card.${extension ?? "bin"}`;
};
