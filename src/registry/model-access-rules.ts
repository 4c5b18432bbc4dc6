import type { Allow, HeldGrant, Standing } from "../access/subject-rules.js";

/** The models of grants, as a condition. */
export const granted = (grants: readonly HeldGrant[]): { $in: string[] } => ({
  $in: grants.map(({ modelId }) => modelId),
});

/** Whoever reads a model reads what belongs to it; `modelField` has the model's id. */
export const readAsModel = (allow: Allow<"read">, standing: Standing, modelField: "id" | "modelId"): void => {
  if (standing.is("ADMIN", "AUDITOR")) allow("read");
  allow("read", { visibility: "ORGANIZATION" });
  allow("read", { teamId: { $in: standing.teamsWith("VIEWER") } });
  allow("read", { [modelField]: granted(standing.grantsWith("VIEWER")) });
};
