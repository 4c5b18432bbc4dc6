import { LANDING_STAGE } from "../registry/lifecycle-rules.js";
import { versionLabel, versionLinks } from "../registry/rights.js";
import { placeSlot } from "../registry/slots.store.js";
import { closeRequest } from "./requests.store.js";
import { voidOutdated } from "./void-outdated.step.js";
/** Moves the version into the slot and closes its request, with an entry for it and one for each that had to go. */
export const applyTransition = async (tx, locked, applying) => {
    const { model, version } = locked;
    const { id, move } = applying;
    const placed = await placeSlot(tx, model.id, version, move.slot);
    if (!(await closeRequest(tx, id, "APPLIED", null)))
        throw new Error(`request ${id} was not pending`);
    const archived = await archive(tx, locked, move.archives);
    const { displaced } = placed;
    const gone = [...(displaced === null ? [] : [{ holder: displaced, since: placed.instant }]), ...archived];
    recordEntering(tx, locked, applying, { placed, gone });
    for (const each of gone)
        recordLeaving(tx, locked, applying, each);
    await voidOutdated(tx, model.id, `version ${version.version} took ${move.slot.name}`);
};
const archive = async (tx, { model }, holders) => {
    const landing = { name: LANDING_STAGE, isStage: true, exclusive: false };
    const gone = [];
    for (const holder of holders)
        gone.push({ holder, since: (await placeSlot(tx, model.id, holder, landing)).instant });
    return gone;
};
const recordEntering = (tx, { model, version }, { id, move }, { placed, gone }) => {
    const { slot, archives, policies } = move;
    const links = gone.map(({ holder }) => ({ id: holder.id, role: "displaced", label: versionLabel(model, holder) }));
    tx.audit({
        stream: version.id,
        action: "applyTransition",
        label: versionLabel(model, version),
        subjects: [...versionLinks(model), { id, role: "request" }, ...links],
        before: { stage: placed.from, holder: placed.displaced?.version ?? null },
        after: { slot: slot.name, holder: version.version, since: placed.instant, request: id },
        decision: {
            displaces: move.holder?.version ?? null,
            ...(archives.length > 0 && { archives: archives.map((each) => each.version) }),
            policies: policies.map((policy) => policy.id),
        },
    });
};
const recordLeaving = (tx, { model, version }, { id, move }, { holder, since }) => {
    const { slot } = move;
    tx.audit({
        stream: holder.id,
        action: "applyTransition",
        label: versionLabel(model, holder),
        subjects: [
            ...versionLinks(model),
            { id, role: "request" },
            { id: version.id, role: "subject", label: versionLabel(model, version) },
        ],
        before: { slot: slot.name, holder: holder.version },
        after: { slot: slot.isStage ? LANDING_STAGE : null, displacedBy: version.version, since },
    });
};
//# sourceMappingURL=apply-transition.step.js.map