import { DomainError } from "../../errors.js";
import type { Door } from "../../http/door.js";
import type { ContextOf } from "../../http/facts.js";
import { bodyLimits } from "../../http/limits.js";
import { restRefusal } from "../../http/refusal.js";
import { isRecord } from "../../input.js";
import type { CheckInput } from "./check-input.js";
import { reportCheck } from "./report-check.js";

/**
 * `POST /checks`: what `reportCheck` takes, as JSON, for programs without a GraphQL client. Answers `{id, modelVersionId}`,
 * and nothing that the program did not say: its token may read nothing.
 */
export const checksDoor = (contextOf: ContextOf): Door => ({
  name: "checks",
  isMine: (path) => path === "/checks",
  refuse: restRefusal,
  routes: async (app) => {
    app.route({
      method: "POST",
      url: "/checks",
      config: { policy: "REPORT", bodyBytes: bodyLimits.manyBytes },
      handler: async (request, reply) => {
        if (!isRecord(request.body)) throw new DomainError("INVALID_INPUT", "The body is a JSON object.");
        // What it holds is checked by the command, field by field.
        const { checkId, modelVersionId } = await reportCheck(
          contextOf(request),
          request.body as unknown as CheckInput,
        );
        return reply.send({ id: checkId, modelVersionId });
      },
    });
  },
});
