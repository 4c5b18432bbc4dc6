/** The members of what an entry changed; none where it is hidden. */
export const changeOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const lineOf = (lines, kind) => {
    const found = lines.find((line) => line.kind === kind);
    if (found === undefined)
        throw new Error(`an export without a line of kind ${kind}`);
    return found;
};
/** Reads the lines of an export: all of them, the last included. */
export const told = (lines) => {
    const head = lineOf(lines, "countersign-evidence");
    const content = lineOf(lines, "content");
    const entries = lines
        .filter((line) => line.kind === "entry")
        .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    return {
        head,
        end: lineOf(lines, "end"),
        content,
        frozen: JSON.parse(content.text),
        requests: new Map(lines.flatMap((line) => (line.kind === "request" ? [[line.id, line]] : []))),
        entries,
        own: entries.filter(({ stream }) => stream === `model_version:${head.modelVersionId}`),
    };
};
/** Where the version was when, told by its own entries: slots that it entered, was moved from or lost. */
export const staysOf = ({ own, head }) => {
    const stays = [];
    const leave = (slot, { at, actor }) => {
        const index = stays.findLastIndex((stay) => stay.slot === slot && stay.to === null);
        const stay = stays[index];
        if (stay !== undefined)
            stays[index] = { ...stay, to: at, endedBy: actor.handle };
    };
    const enter = (slot, { at, actor }) => {
        if (typeof slot === "string" && slot !== "None")
            stays.push({ slot, from: at, to: null, by: actor.handle, endedBy: null });
    };
    for (const entry of own) {
        const [before, after] = [changeOf(entry.before), changeOf(entry.after)];
        if (after.holder === head.version) {
            leave(before.stage, entry);
            enter(after.slot ?? after.alias, entry);
        }
        else if (before.holder === head.version) {
            leave(before.slot ?? before.alias, entry);
            enter(after.slot, entry);
        }
        else if (Array.isArray(before.slots))
            for (const slot of before.slots)
                leave(slot, entry);
    }
    return stays;
};
/** Every signature on a request of the version. */
export const signaturesOf = ({ own }) => own.flatMap((entry) => {
    const { request, verdict, role, meaning } = changeOf(entry.after);
    return typeof verdict === "string"
        ? [{ entry, request: String(request), verdict, role: String(role), meaning: String(meaning) }]
        : [];
});
/** What was asked for and did not come, and what was tried and refused. */
export const refusalsOf = ({ entries }) => entries.filter(({ outcome, after }) => outcome !== "ALLOWED" || ["REJECTED", "WITHDRAWN", "EXPIRED", "VOIDED"].includes(String(changeOf(after).state)));
//# sourceMappingURL=story.js.map