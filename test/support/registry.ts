import type { Actor, Answer } from "./actor.js";

/** Registers a model; answers its id. */
export const registerModel = async (by: Actor, teamId: string, name: string, more: Answer = {}): Promise<string> =>
  (await by.do("createRegisteredModel", { name, teamId, ...more }, "registeredModel { id }")).createRegisteredModel
    .registeredModel.id;

/** Makes a version; answers its id. */
export const addVersion = async (by: Actor, registeredModelId: string, more: Answer = {}): Promise<string> => {
  const input = { registeredModelId, source: "s3://bucket/model", ...more };
  return (await by.do("createModelVersion", input, "modelVersion { id version }")).createModelVersion.modelVersion.id;
};

const REQUEST =
  "transitionRequest { id state contentDigest cause displaces { version } } modelVersion { id version stage { name } aliases }";

/** Asks for a move; answers the request. */
export const request = async (by: Actor, modelVersionId: string, to: string, more: Answer = {}): Promise<Answer> =>
  (await by.do("requestTransition", { modelVersionId, to, reason: "because the story says so", ...more }, REQUEST))
    .requestTransition.transitionRequest;

/** Signs a request on what it says now; answers the request. */
export const approve = async (by: Actor, open: Answer, more: Answer = {}): Promise<Answer> =>
  (
    await by.do(
      "approveTransition",
      { transitionRequestId: open.id, contentDigest: open.contentDigest, ...more },
      "transitionRequest { id state contentDigest cause } decision { id verdict role printedName meaning }",
    )
  ).approveTransition.transitionRequest;

/** The code that signing is refused with. */
export const approvalRefused = async (by: Actor, open: Answer): Promise<string> =>
  by.refused("approveTransition", { transitionRequestId: open.id, contentDigest: open.contentDigest });

/** The number of the version that a URI resolves to, or the HTTP status. */
export const resolves = async (by: Actor, uri: string): Promise<number> => {
  const response = await by.get(`/resolve?uri=${encodeURIComponent(uri)}`);
  return response.status === 200 ? ((await response.json()) as { version: number }).version : response.status;
};
