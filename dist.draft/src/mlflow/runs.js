import { idOfHex } from "../db/ids.js";
import { cutShort, missing, text } from "./wire/message.js";
/** A run is named by `run_id`, by its old name `run_uuid`, or by both. */
export const runIdFields = { run_id: text, run_uuid: text };
/** The run's MLflow id as given; missing: 400. */
export const givenRunId = ({ run_id, run_uuid, }) => {
    const given = run_id || run_uuid;
    if (given)
        return given;
    throw missing("run_id");
};
export const absentRun = (id) => `Run with id=${cutShort(id)} not found`;
/** The run's id here; what cannot be one is nobody's. */
export const runIdOf = (hex) => idOfHex("run", hex);
//# sourceMappingURL=runs.js.map