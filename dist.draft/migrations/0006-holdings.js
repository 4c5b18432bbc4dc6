import { bounded } from "./sql.js";
const MEBIBYTE = 2 ** 20;
/**
 * What one thing holds is bounded, so that whoever reads it, alone or in a list, is answered. MLflow has no such limits;
 * these are far above what its clients log.
 */
export class Holdings1795651200006 {
    constructor() {
        this.name = "Holdings1795651200006";
    }
    async up(runner) {
        for (const limit of limits)
            await runner.query(bounded(limit));
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
const values = (table, owner, what, most, changes) => ({
    table,
    owner,
    what,
    most,
    bytes: { sum: "octet_length(held.value)", most: 4 * MEBIBYTE },
    changes,
});
const limits = [
    values("run_param", "run", "params of a run", 10_000, false),
    values("run_tag", "run", "tags of a run", 10_000, true),
    values("experiment_tag", "experiment_id", "tags of an experiment", 1_000, true),
    values("logged_model_tag", "model", "tags of a logged model", 1_000, true),
    values("logged_model_param", "model", "params of a logged model", 1_000, false),
    values("tag", "subject_id", "tags of a registered model or version", 1_000, true),
    { table: "latest_metric", owner: "run", what: "metrics of a run", most: 100_000 },
    { table: "run_model_input", owner: "run", what: "logged models that a run used", most: 10_000 },
    { table: "run_model_output", owner: "run", what: "logged models that a run made", most: 10_000 },
    {
        table: "run_dataset",
        owner: "run",
        what: "data sets of a run",
        most: 1_000,
        join: "join public.dataset d on d.id = held.dataset",
        bytes: {
            sum: "octet_length(d.source) + coalesce(octet_length(d.schema), 0) + coalesce(octet_length(d.profile), 0) + octet_length(held.tags::text)",
            most: 24 * MEBIBYTE,
        },
    },
];
//# sourceMappingURL=0006-holdings.js.map