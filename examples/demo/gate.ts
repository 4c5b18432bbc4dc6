import * as operations from "./operations.js";
import type { People } from "./people.js";
import type { Registered } from "./registering.js";
import { chapter, check, done, percent, refused } from "./screen.js";

const accuracyOf = ({ model }: Registered): number => model.metrics.heldOutAccuracy ?? 0;

/** Halfway between two models, as somebody would write it. */
const between = (weak: Registered, strong: Registered): number =>
  Number(((accuracyOf(weak) + accuracyOf(strong)) / 2).toFixed(3));

/** A gate of a policy refuses the weaker model by itself: nobody need look at it, and nobody is asked to sign. */
export const refuseByGate = async (
  { admin, scientist }: People,
  weak: Registered,
  strong: Registered,
): Promise<void> => {
  chapter("The registry refuses by itself what fails a gate");
  const min = between(weak, strong);
  const policy = {
    name: "Good enough for churn",
    scope: { registeredModelId: strong.modelId },
    slots: ["Production"],
    requirements: [],
    gates: [{ key: "good-enough", title: "Right on rows it had not seen", metric: { key: "heldOutAccuracy", min } }],
  };
  await admin.ask(operations.createApprovalPolicy, { input: policy });
  done(admin.handle, `asks of churn, beside the signatures, to be ${percent(min)} right: a gate of a policy`);
  const input = { modelVersionId: weak.id, to: "Production", reason: "Once more" };
  const refusal = await scientist.expectRefusal(operations.requestTransition, { input }, "GATES_FAILED");
  refused(scientist.handle, `asks for Production for churn/${weak.version} once more`, refusal);
  check(
    "the refusal names the gate, what was found and what is required",
    refusal.message.includes("good-enough:"),
    refusal,
  );
};
