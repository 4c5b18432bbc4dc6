/** The calls by which no version of a model holds a slot any more, for GraphQL and for MLflow's clients. */
export const wayOutFor = (slot: string, keeps: string): string =>
  slot.startsWith("@")
    ? `it keeps ${keeps} until ${slot} is guarded no more, which takes an ADMIN while a version holds it`
    : `move that version out first, with requestTransition(to: "Archived"), from MLflow with transition_model_version_stage(stage="Archived")`;
