import { randomBytes } from "node:crypto";
import { canonicalJson } from "../../verify/canonical-json.js";
import { commitmentTo } from "../../verify/disclosure.js";
import { authOf } from "../access/principal.js";
import { subjectOf } from "../db/id-kinds.js";
/**
 * The subject link's kind: that of the thing, or of the list below it. What happens to versions hangs under their model
 * and their run, runs under their experiment, what a policy decided under the policy, who took a
 * version's evidence under a list of its own.
 */
export const linkKind = (kinds, { id, role }) => kinds.of(id)?.below?.[role]?.list ?? subjectOf(kinds, id);
/** Every kind of link that a thing's id stands for: its own story, and the lists below it. None for what is no id. */
export const linkKindsOf = (kinds, id) => {
    const kind = kinds.of(id);
    return kind === undefined ? [] : [kind.subject, ...Object.values(kind.below ?? {}).map(({ list }) => list)];
};
/**
 * A salted commitment (the construction of RFC 9901): the entry proves the value, erasing the disclosure unsays it.
 */
const commit = (path, value, disclosures) => {
    if (value === null)
        return null;
    const disclosure = Buffer.from(JSON.stringify([randomBytes(16).toString("base64url"), path, value])).toString("base64url");
    disclosures.push(disclosure);
    return { _c: commitmentTo(disclosure) };
};
/** An entry ready for `audit.append`: canonical body, clear values beside, subject links. */
export const buildEntry = (ctx, command, op, entry) => {
    const disclosures = [];
    const action = entry.action ?? command;
    const outcome = entry.outcome ?? "ALLOWED";
    const { kinds } = ctx.db;
    const subjects = uniqueLinks(kinds, [
        { id: entry.stream, role: "target", label: entry.label },
        ...(entry.subjects ?? []),
    ]);
    const { principal, credential, access } = ctx;
    const body = canonicalJson({
        v: 1,
        action,
        outcome,
        op,
        actor: {
            id: principal.id,
            kind: principal.kind,
            handle: principal.handle,
            name: commit("/actor/name", principal.displayName, disclosures),
            roles: access.roleNames,
            auth: authOf(credential),
        },
        subjects: subjects.map(({ id, role, label }) => ({ kind: subjectOf(kinds, id), id, role, label: label ?? null })),
        before: entry.before ?? null,
        after: entry.after ?? null,
        reason: entry.reason ?? null,
        decision: entry.decision ?? null,
        request: {
            id: ctx.requestId,
            ...(ctx.client.requestId != null && { clientRequestId: ctx.client.requestId }),
            channel: ctx.channel,
            command,
            ...(ctx.client.software != null && { client: ctx.client.software }),
            ip: commit("/request/ip", ctx.client.ip, disclosures),
            agent: commit("/request/agent", ctx.client.agent, disclosures),
        },
    });
    return {
        streamKind: subjectOf(kinds, entry.stream),
        streamId: entry.stream,
        action,
        outcome,
        actorId: principal.id,
        requestId: ctx.requestId,
        opId: op,
        body,
        disclosures,
        subjects: subjects.map((link) => ({
            kind: linkKind(kinds, link),
            id: link.id,
            role: link.role,
            label: link.label ?? null,
        })),
    };
};
const uniqueLinks = (kinds, links) => {
    const seen = new Map();
    for (const link of links) {
        const key = `${linkKind(kinds, link)} ${link.id}`;
        if (!seen.has(key))
            seen.set(key, link);
    }
    return [...seen.values()];
};
//# sourceMappingURL=entry.js.map