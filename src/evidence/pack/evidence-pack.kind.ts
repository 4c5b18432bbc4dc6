import { defineKind } from "../../kind.js";
import { readerOf } from "./pack-reader.js";
import { packsById } from "./packs.queries.js";
import { EvidencePackResolver, EvidencePacksResolver } from "./packs.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    pack: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The evidence pack that was asked for. */
    pack: true;
  }
}

/** Evidence packs; that one was made is told on the stream of whoever had it made. */
export const evidencePackKind = defineKind({
  prefixes: ["pack"],
  subject: "evidence_pack",
  streamless: true,
  reader: (ctx, ids) => packsById(ctx.db.reader, readerOf(ctx), ids),
  resolvers: [EvidencePacksResolver, EvidencePackResolver],
});
