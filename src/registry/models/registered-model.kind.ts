import { defineRules } from "../../access/subject-rules.js";
import { keysOfFacets } from "../../db/facets.js";
import { countsOf } from "../../graphql/counted.js";
import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { granted, readAsModel } from "../model-access-rules.js";
import { modelsById } from "../models.queries.js";
import { modelFacets } from "../named.queries.js";
import { modelLoader } from "../registry.loaders.js";
import { RegisteredModelConnection } from "../registry.types.js";
import { reviewsModel } from "../rights.js";
import { SharingResolver } from "../sharing/sharing.resolver.js";
import { ModelSlotsResolver, SlotsResolver } from "../slots/slots.resolver.js";
import { TagsResolver } from "../tags/tags.resolver.js";
import { ModelTiersResolver, RiskTierIntervalResolver } from "../tiers/tiers.resolver.js";
import { eraseFromModels } from "./erase-from-models.store.js";
import {
  AccessGrantResolver,
  ModelFieldsResolver,
  OwnershipTagResolver,
  TransferOfferResolver,
} from "./model-fields.resolver.js";
import { ModelsResolver } from "./models.resolver.js";

declare module "../../access/subject-rules.js" {
  interface Subjects {
    RegisteredModel: { readonly id: string; readonly teamId: string; readonly visibility: string };
    Slot: { readonly modelId: string; readonly teamId: string; readonly slot: string };
  }
  interface Actions {
    readDeleted: true;
    /** To find out what a URI names. */
    resolve: true;
    /** In a team. */
    createModel: true;
    /** To ask for a slot. */
    request: true;
    /** To fill or free a slot. */
    move: true;
  }
}

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

const modelRules = defineRules({
  subject: "RegisteredModel",
  actions: ["read", "readDeleted", "resolve", "contribute", "maintain", "own"],
  modelField: "id",
  allow: (allow, standing) => {
    readAsModel(allow, standing, "id");
    if (standing.is("ADMIN", "AUDITOR", "RESOLVER")) allow("resolve");
    allow("resolve", { visibility: "ORGANIZATION" });
    allow("resolve", { teamId: { $in: standing.teamsWith("VIEWER") } });
    allow("resolve", { id: granted(standing.grantsWith("VIEWER")) });
    if (standing.is("ADMIN", "AUDITOR")) allow("readDeleted");
    if (standing.is("ADMIN")) allow("own");
    allow("contribute", { teamId: { $in: standing.teamsWith("CONTRIBUTOR") } });
    allow("maintain", { teamId: { $in: standing.teamsWith("MAINTAINER") } });
    allow(["own", "readDeleted"], { teamId: { $in: standing.teamsWith("OWNER") } });
    allow("contribute", { id: granted(standing.grantsWith("CONTRIBUTOR")) });
    allow("maintain", { id: granted(standing.grantsWith("MAINTAINER").filter(({ slots }) => slots === null)) });
  },
});

const slotRules = defineRules({
  subject: "Slot",
  actions: ["request", "move"],
  modelField: "modelId",
  allow: (allow, standing) => {
    for (const [action, role] of [
      ["request", "CONTRIBUTOR"],
      ["move", "MAINTAINER"],
    ] as const) {
      allow(action, { teamId: { $in: standing.teamsWith(role) } });
      const grants = standing.grantsWith(role);
      allow(action, { modelId: granted(grants.filter(({ slots }) => slots === null)) });
      for (const { modelId, slots } of grants)
        if (slots !== null) allow(action, { modelId, slot: { $in: [...slots] } });
    }
  },
});

const rulesOfTeams = defineRules({
  subject: "Team",
  actions: ["createModel"],
  allow: (allow, standing) => allow("createModel", { id: { $in: standing.teamsWith("CONTRIBUTOR") } }),
});

/** Registered models; what happens to their versions is a list below them. */
export const registeredModelKind = defineKind({
  prefixes: ["mod"],
  subject: "registered_model",
  below: {
    model: { list: "registered_model.version" },
  },
  rules: [rulesOfTeams, modelRules, slotRules],
  reader: (ctx, ids) => modelsById(ctx.db.reader, ctx.access.ability, ids),
  reviews: reviewsModel,
  erase: eraseFromModels,
  node: loadedBy("RegisteredModel", modelLoader),
  resolvers: [
    countsOf(RegisteredModelConnection, keysOfFacets(modelFacets)),
    ModelsResolver,
    ModelFieldsResolver,
    OwnershipTagResolver,
    AccessGrantResolver,
    TransferOfferResolver,
    SharingResolver,
    TagsResolver,
    ModelSlotsResolver,
    SlotsResolver,
    ModelTiersResolver,
    RiskTierIntervalResolver,
  ],
});
