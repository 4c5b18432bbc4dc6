import { Arg, Args, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { loadNodes, Node } from "../../graphql/node.js";
import { Policy } from "../../graphql/policy.js";
import { Weight } from "../../graphql/weight.js";
import { idAsked } from "../../input.js";
import type { ModelRead } from "../models.queries.js";
import { ModelVersion, RegisteredModel } from "../registry.types.js";
import type { VersionRead } from "../versions.queries.js";
import { documentContentLoader, documentLoader } from "./documents.loaders.js";
import { listDocuments, listRevisions, rereadDocument } from "./documents.pages.js";
import type { DocumentRead, RevisionRead } from "./documents.queries.js";
import {
  Document,
  DocumentConnection,
  DocumentFilterInput,
  DocumentRevision,
  DocumentRevisionConnection,
  PublishDocumentInput,
  PublishDocumentPayload,
} from "./documents.types.js";
import { publishDocument } from "./publish-document.js";

const contentOf = async (ctx: Ctx, { contentSha256 }: RevisionRead): Promise<string> =>
  (await loader(ctx, documentContentLoader).load(contentSha256)) ?? "";

@Resolver(() => ModelVersion)
export class VersionDocumentsResolver {
  @FieldResolver(() => DocumentConnection, { description: "Its documents, by kind." })
  @Policy({ scope: "READ" })
  documents(
    @Root() version: VersionRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => DocumentFilterInput, { nullable: true, description: "Conditions that must all hold." })
    filter: DocumentFilterInput | null,
  ) {
    return listDocuments(ctx, version.id, filter, paging);
  }
}

@Resolver(() => RegisteredModel)
export class ModelDocumentsResolver {
  @FieldResolver(() => DocumentConnection, { description: "Its documents, by kind; not those of its versions." })
  @Policy({ scope: "READ" })
  documents(
    @Root() model: ModelRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => DocumentFilterInput, { nullable: true, description: "Conditions that must all hold." })
    filter: DocumentFilterInput | null,
  ) {
    return listDocuments(ctx, model.id, filter, paging);
  }
}

@Resolver(() => Document)
export class DocumentFieldsResolver {
  @FieldResolver(() => Node, { nullable: true, description: "The model or version; null when you may not read it." })
  @Policy({ scope: "READ" })
  async subject(@Root() { subjectId }: DocumentRead, @Context() ctx: Ctx): Promise<object | null> {
    return (await loadNodes(ctx, [subjectId]))[0] ?? null;
  }

  @FieldResolver(() => String, { description: "The newest revision's text, in Markdown." })
  @Policy({ scope: "READ" })
  @Weight(5)
  content(@Root() document: DocumentRead, @Context() ctx: Ctx): Promise<string> {
    return contentOf(ctx, document);
  }

  @FieldResolver(() => Principal, { description: "Who published the newest revision." })
  @Policy({ scope: "READ" })
  publishedBy(@Root() { publishedById }: DocumentRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(publishedById);
  }

  @FieldResolver(() => DocumentRevisionConnection, { description: "All its revisions, the newest first." })
  @Policy({ scope: "READ" })
  revisions(@Root() { id }: DocumentRead, @Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listRevisions(ctx, id, paging);
  }
}

@Resolver(() => DocumentRevision)
export class DocumentRevisionResolver {
  @FieldResolver(() => String, { description: "Its text, in Markdown." })
  @Policy({ scope: "READ" })
  @Weight(5)
  content(@Root() revision: RevisionRead, @Context() ctx: Ctx): Promise<string> {
    return contentOf(ctx, revision);
  }

  @FieldResolver(() => Principal, { description: "Who published it." })
  @Policy({ scope: "READ" })
  publishedBy(@Root() { publishedById }: RevisionRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(publishedById);
  }
}

@Resolver()
export class DocumentsResolver {
  @Query(() => Document, { nullable: true, description: "A document by its id; null when absent or not visible." })
  @Policy({ scope: "READ" })
  document(@Context() ctx: Ctx, @Arg("id", () => ID, { description: "The id." }) id: string) {
    return loader(ctx, documentLoader).load(idAsked(id, ["id"]));
  }

  @Mutation(() => PublishDocumentPayload, {
    description: "Publishes a document of a model or version, or the next revision of the one it has of that kind.",
  })
  @Policy({
    scope: "WRITE",
    description: "CONTRIBUTOR or REVIEWER of the model's team, or a grant, or whom a gate names for this kind",
  })
  publishDocument(
    @Context() ctx: Ctx,
    @Arg("input", () => PublishDocumentInput, { description: "The document." }) input: PublishDocumentInput,
  ) {
    return mutate(ctx, () => publishDocument(ctx, { ...input }), rereadDocument(ctx));
  }
}
