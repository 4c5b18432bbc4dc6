import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { modelsById } from "../models.queries.js";
import { modelLoader } from "../registry.loaders.js";
import { reviewsModel } from "../rights.js";
import { SharingResolver } from "../sharing/sharing.resolver.js";
import { ModelSlotsResolver, SlotsResolver } from "../slots/slots.resolver.js";
import { TagsResolver } from "../tags/tags.resolver.js";
import {
  AccessGrantResolver,
  ModelFieldsResolver,
  OwnershipTagResolver,
  TransferOfferResolver,
} from "./model-fields.resolver.js";
import { ModelsResolver } from "./models.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    mod: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The model of a version: it links the version's entry without joining the model's story. */
    model: true;
  }
}

/** Registered models; what happens to their versions is a list below them. */
export const registeredModelKind = defineKind({
  prefixes: ["mod"],
  subject: "registered_model",
  below: {
    model: { list: "registered_model.version" },
  },
  reader: (ctx, ids) => modelsById(ctx.db.read, ctx.access.ability, ids),
  reviews: reviewsModel,
  node: loadedBy("RegisteredModel", modelLoader),
  resolvers: [
    ModelsResolver,
    ModelFieldsResolver,
    OwnershipTagResolver,
    AccessGrantResolver,
    TransferOfferResolver,
    SharingResolver,
    TagsResolver,
    ModelSlotsResolver,
    SlotsResolver,
  ],
});
