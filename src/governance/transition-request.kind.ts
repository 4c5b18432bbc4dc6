import type { Standing } from "../access/subject-rules.js";
import { type Allow, defineRules } from "../access/subject-rules.js";
import { keysOfFacets } from "../db/facets.js";
import { countsOf } from "../graphql/counted.js";
import { loadedBy } from "../graphql/node.js";
import { defineKind } from "../kind.js";
import { readAsModel } from "../registry/model-access-rules.js";
import { eraseRequester } from "./erase-signer.store.js";
import { CheckTransitionResolver } from "./foresight/check-transition.resolver.js";
import {
  AskedWaiverResolver,
  GateResultResolver,
  GateWaiverResolver,
  RequestGatesResolver,
  VersionGatesResolver,
} from "./gates/gates.resolver.js";
import { requestLoader } from "./governance.loaders.js";
import { openPlaces, openRequests } from "./open-requests.queries.js";
import { TransitionRequirementResolver } from "./requests/decisions.resolver.js";
import { requestFacets } from "./requests/request-counts.queries.js";
import { RequestMutationsResolver } from "./requests/request-mutations.resolver.js";
import { requestsById } from "./requests.queries.js";
import { TransitionRequestResolver, VersionRequestsResolver } from "./requests.resolver.js";
import { TransitionRequestConnection } from "./requests.types.js";

declare module "../access/subject-rules.js" {
  interface Subjects {
    TransitionRequest: {
      readonly modelId: string;
      readonly teamId: string;
      readonly visibility: string;
      readonly openPlaces: readonly string[];
      readonly deciders: readonly string[];
    };
  }
}

declare module "../db/ids.js" {
  interface IdPrefixes {
    req: true;
  }
}

declare module "../audit/entry.js" {
  interface SubjectRoles {
    /** The request that the act was about. */
    request: true;
  }
}

/** Whoever could fill a place of an open request reads it and its version. */
const openToReview = (allow: Allow<"read">, { places }: Standing): void =>
  allow("read", { openPlaces: { $in: [...places] } });

const rulesOfVersions = defineRules({
  subject: "ModelVersion",
  actions: ["read"],
  modelField: "modelId",
  allow: openToReview,
  rowFields: { openPlaces },
});

/** What lists of models are narrowed by; it gives no right. */
const rulesOfModels = defineRules({
  subject: "RegisteredModel",
  actions: [],
  modelField: "id",
  allow: () => {},
  rowFields: { openRequests },
});

/** Afterwards one still reads the request that one decided. */
const requestRules = defineRules({
  subject: "TransitionRequest",
  actions: ["read"],
  modelField: "modelId",
  allow: (allow, standing) => {
    readAsModel(allow, standing, "modelId");
    openToReview(allow, standing);
    allow("read", { deciders: { $in: [standing.principal.id] } });
  },
});

/** Transition requests. */
export const transitionRequestKind = defineKind({
  prefixes: ["req"],
  subject: "transition_request",
  rules: [rulesOfModels, rulesOfVersions, requestRules],
  reader: (ctx, ids) => requestsById(ctx.db.reader, ctx.access.ability, ids),
  erase: eraseRequester,
  node: loadedBy("TransitionRequest", requestLoader),
  resolvers: [
    countsOf(TransitionRequestConnection, keysOfFacets(requestFacets)),
    CheckTransitionResolver,
    TransitionRequestResolver,
    RequestMutationsResolver,
    TransitionRequirementResolver,
    VersionRequestsResolver,
    GateResultResolver,
    AskedWaiverResolver,
    GateWaiverResolver,
    RequestGatesResolver,
    VersionGatesResolver,
  ],
});
