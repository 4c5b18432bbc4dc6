import type { Standing } from "../access/subject-rules.js";
import { type Allow, defineRules, type SubjectRules } from "../access/subject-rules.js";
import { ORGANIZATION_ID } from "../db/ids.js";

/** Stored facts of a run or a logged model: read as its experiment is; `teamId` is the experiment's owner. */
export interface TrackedFacts {
  readonly teamId: string;
  readonly visibility: string;
  readonly createdById: string;
}

/** What an experiment and all that is in it give by the owning team's roles. */
export const allowByTeam = (allow: Allow<"read" | "contribute" | "maintain">, standing: Standing): void => {
  allow("read", { visibility: "ORGANIZATION" });
  allow("read", { teamId: { $in: standing.teamsWith("VIEWER") } });
  allow("contribute", { teamId: { $in: standing.teamsWith("CONTRIBUTOR") } });
  allow("maintain", { teamId: { $in: standing.teamsWith("MAINTAINER") } });
  if (standing.is("ADMIN", "AUDITOR")) allow("read");
};

/**
 * Runs and logged models. What belongs to the organisation (experiment 0) takes them from contributors of any team; they
 * are changed by whoever made them, or by an admin.
 */
export const trackedRules = (subject: "Run" | "LoggedModel"): SubjectRules =>
  defineRules({
    subject,
    actions: ["read", "contribute", "maintain"],
    allow: (allow, standing) => {
      allowByTeam(allow, standing);
      const contributors = standing.teamsWith("CONTRIBUTOR");
      const own = { createdById: standing.principal.id, teamId: { $in: [...contributors, ORGANIZATION_ID] } };
      if (contributors.length > 0) allow(["contribute", "maintain"], own);
      if (standing.is("ADMIN")) allow(["contribute", "maintain"], { teamId: ORGANIZATION_ID });
    },
  });
