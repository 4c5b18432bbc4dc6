import type { Evaluator as EvaluatorAsked } from "../../registry/evaluations/evaluation-rules.js";
import type { Evaluator } from "./gate.js";

/** The evaluator that a gate names, as evaluations are asked for. */
export const evaluatorOf = (evaluator: Evaluator | undefined): EvaluatorAsked | null =>
  evaluator === undefined ? null : { teamId: evaluator.teamId ?? null, independent: evaluator.independent === true };
