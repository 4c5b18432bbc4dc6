import type { z } from "zod";
import { sha256 } from "../../../verify/sha256.js";
import { peopleBehind } from "../../access/caller.js";
import { attempted, parseInput, requireScope } from "../../acts/attempt.js";
import { command, type Tx } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import type { Link } from "../../audit/entry.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { DomainError, forbidden } from "../../errors.js";
import type { LockedModel } from "../registry.store.js";
import { type LockedSubject, lockReadableSubject } from "../subject.js";
import { readArtifactText } from "./artifact-text.step.js";
import { documentInput, readDocument } from "./document-input.js";
import { documentDigest } from "./document-rules.js";
import { findDocument, storeDocument, storeRevision } from "./documents.store.js";

/** A document as a caller gives it. */
type Given = z.input<typeof documentInput> & { readonly idempotencyKey?: string | null | undefined };

/**
 * Publishes a document of a model or version, or its next revision: by a CONTRIBUTOR or REVIEWER of the owning team, a
 * grant, or whom a gate of a policy that covers the model names for this kind. CONFLICT where the newest revision is
 * another than expected.
 */
export const publishDocument = async (ctx: Ctx, given: Given): Promise<{ documentId: string }> =>
  publish(ctx, given.artifact == null ? given : { ...given, ...(await readFile(ctx, given)) });

/** The text of the file that is to be published, and what the file is called for good. */
const readFile = (ctx: Ctx, { idempotencyKey: _, ...given }: Given) =>
  attempted("publishDocument", ctx, async ({ targets }) => {
    requireScope(ctx, "WRITE");
    const { artifact } = parseInput(documentInput, given);
    if (artifact == null) throw new Error("the document is of no file");
    const target = (...links: Link[]): void => void targets.push(...links);
    const { content, runId, path } = await readArtifactText(ctx, { ...ctx.db.single, target }, artifact);
    return { content, artifact: { runId, path } };
  });

const publish = command("publishDocument", { scope: "WRITE", input: readDocument }, async (ctx, tx, input) => {
  const { content, artifact: file } = input;
  const subject = await lockReadableSubject(ctx, tx, input.subjectId);
  await requirePublisher(ctx, tx, subject, input.kind);
  const earlier = await findDocument(tx, subject.id, input.kind);
  refuseUnlessExpected(earlier?.revision ?? 0, input.expectedRevision ?? null);
  const { kind, title } = input;
  const fields = input.fields ?? {};
  const contentSha256 = sha256(content);
  const digest = documentDigest({ kind, title, fields, contentSha256 });
  const [id, revision] = [earlier?.id ?? newId("doc"), (earlier?.revision ?? 0) + 1];
  const size = Buffer.byteLength(content);
  const { model, versionId, label, links } = subject;
  if (earlier === undefined) await storeDocument(tx, { id, subjectId: subject.id, modelId: model.id, versionId, kind });
  const of = { id, revision, subjectId: subject.id, publishedBy: ctx.principal.id, behind: peopleBehind(ctx) };
  await storeRevision(tx, { ...of, title, fields, contentSha256, size, digest }, content);
  tx.audit({
    stream: subject.id,
    label,
    subjects: [...links, ...(file == null ? [] : [{ id: file.runId, role: "run" } as const])],
    before: { document: earlier?.id ?? null, revision: earlier?.revision ?? null },
    after: {
      document: id,
      kind,
      revision,
      title: auditedText(title),
      content: { sha256: contentSha256, size: String(size) },
      digest,
      artifact: file == null ? null : { run: file.runId, path: auditedText(file.path) },
    },
  });
  await ctx.guard.voidOutdated(tx, model.id, `the document ${kind} of ${label} was published`);
  return { documentId: id };
});

const publishes = (ctx: Ctx, { id, teamId, visibility }: LockedModel): boolean =>
  ctx.access.ability.can("publish", { type: "RegisteredModel", id, teamId, visibility });

/** A gate that names a role gives whoever holds it the right to that kind of document, and no other. */
const requirePublisher = async (ctx: Ctx, tx: Tx, subject: LockedSubject, kind: string): Promise<void> => {
  const { model, versionId } = subject;
  if (publishes(ctx, model)) return;
  const by = { id: ctx.principal.id, roles: ctx.access.roles };
  const document = { kind, subject: versionId === null ? "MODEL" : "VERSION", by } as const;
  if (await ctx.guard.mayPublish(tx, model, document)) return;
  throw forbidden(
    `This needs the role CONTRIBUTOR or REVIEWER in the team "${model.teamSlug}", a grant that carries the first, or a role that a gate of a policy names for ${kind}; an owner of that team can give it.`,
  );
};

const refuseUnlessExpected = (newest: number, expected: number | null): void => {
  if (expected === null || expected === newest) return;
  const is = newest === 0 ? "There is no such document yet" : `The newest revision is ${newest}`;
  throw new DomainError("CONFLICT", `${is}, not ${expected}: read it, then publish on top of it.`, {
    path: ["input", "expectedRevision"],
  });
};
