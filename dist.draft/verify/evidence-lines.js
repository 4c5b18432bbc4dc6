import { readDisclosure } from "./disclosure.js";
import { entryHash, readEnvelope } from "./envelope.js";
/**
 * The line of an entry of which nothing is hidden, made of its bytes alone: the exporter writes it so, and whoever checks
 * makes it anew. Undefined when the texts are no entry's.
 */
export const wholeEntry = ({ envelope: text, body: bodyText, name }) => {
    const envelope = readEnvelope(text);
    const body = bodyOf(bodyText);
    if (envelope === undefined || body === undefined)
        return undefined;
    const { id, kind, handle, roles, name: committed } = body.actor;
    const displayName = name === null ? null : (readDisclosure(name)?.value ?? null);
    const line = {
        kind: "entry",
        at: envelope.at,
        action: body.action,
        outcome: body.outcome,
        actor: { id, handle, displayName, kind, roles },
        subjects: body.subjects.map((each) => ({
            type: each.kind,
            id: each.id,
            role: each.role,
            label: each.label,
            hidden: false,
        })),
        before: body.before,
        after: body.after,
        reason: body.reason,
        decision: body.decision,
        requestId: body.request.id,
        clientRequestId: body.request.clientRequestId ?? null,
        operation: body.op,
        channel: body.request.channel,
        client: body.request.client ?? null,
        stream: envelope.stream,
        seq: envelope.seq,
        hash: entryHash(text),
        previousHash: envelope.prev,
        envelope: text,
        body: bodyText,
        name,
    };
    return { line, envelope, says: { action: body.action, actor: id }, nameCommitment: committed?._c ?? null };
};
const bodyOf = (text) => {
    try {
        const body = JSON.parse(text);
        const isWhole = typeof body.actor.id === "string" &&
            Array.isArray(body.subjects) &&
            body.subjects.every((each) => typeof each === "object" && each !== null) &&
            typeof body.request.id === "string";
        return isWhole ? body : undefined;
    }
    catch {
        return undefined;
    }
};
//# sourceMappingURL=evidence-lines.js.map