import type { Ctx } from "../../context.js";
import { notFound } from "../../errors.js";
import type { VersionRead } from "../../registry/versions.queries.js";
import { END, type EntryRow, entriesTouching, type Scan, START } from "../entries.queries.js";
import { visibleEntries } from "../visible-entries.js";
import { auditsAll } from "./pack-reader.js";
import { storyOf } from "./version-story.js";

const PAGE = 200;

/**
 * Refuses whoever does not see every entry of a version's story whole, as if there were no version: auditors and
 * administrators do, and so may others.
 */
export const requireWholeStory = async (ctx: Ctx, version: VersionRead): Promise<void> => {
  if (auditsAll(ctx)) return;
  const own: Scan = { kind: "model_version", id: version.id };
  const { things, signingKeys } = await storyOf(seen(ctx, [own]), version.id);
  const others = [{ kind: "registered_model", id: version.registeredModelId }, ...things, ...signingKeys];
  for await (const _ of seen(ctx, others));
};

/** The entries that touch these things, each of which the caller must see whole. */
const seen = async function* (ctx: Ctx, scans: readonly Scan[]) {
  for (let after = START; ; ) {
    const rows: EntryRow[] = await entriesTouching(ctx.packing.reader, scans, {}, { after, limit: PAGE });
    const shown = await visibleEntries(ctx, rows);
    if (shown.length < rows.length || shown.some(({ body }) => body === null)) throw notFound("model version");
    yield rows.map((row) => ({ ...row, leafIndex: 0n, links: [], disclosures: [] }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = { at: END.at, id: String(last.id) };
  }
};
