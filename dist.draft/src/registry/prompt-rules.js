/** MLflow's tag that makes a registered model a prompt (mlflow/prompt/constants.py). */
export const PROMPT_TAG = "mlflow.prompt.is_prompt";
/** What MLflow's clients and stores write as the source of a prompt's version (mlflow/prompt/constants.py). */
export const promptSources = new Set(["dummy-source", "prompt-template"]);
//# sourceMappingURL=prompt-rules.js.map