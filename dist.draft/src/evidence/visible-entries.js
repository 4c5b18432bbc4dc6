import { readDisclosure } from "../../verify/disclosure.js";
import { entryIds } from "../audit/entry-ids.js";
import { versionsToReview } from "./entries.queries.js";
export const nothingKnown = { readable: new Set(), reviewed: new Set() };
/** The entries as the caller may see them; those of which they may read no subject are left out. */
export const visibleEntries = async (ctx, rows, known = nothingKnown) => {
    const parsed = rows.map((row) => ({ row, body: JSON.parse(row.body) }));
    const sight = await sightOf(ctx, parsed, known);
    const shown = parsed.filter((entry) => isShown(ctx, entry, sight));
    const ids = entryIds(shown.map(({ row }) => row.id));
    return shown.map((entry, index) => ({ id: ids[index] ?? "", ...present(ctx, entry, sight) }));
};
const sightOf = async (ctx, entries, known) => {
    const asked = new Set();
    for (const { row, body } of entries)
        for (const id of [row.streamId, ...body.subjects.map((each) => each.id)])
            if (!known.readable.has(id) && ctx.kinds.of(id) !== undefined)
                asked.add(id);
    const byKind = Map.groupBy(asked, (id) => ctx.kinds.of(id));
    const hasRefusals = entries.some(({ row }) => row.outcome !== "ALLOWED");
    const [read, toReview] = await Promise.all([
        Promise.all([...byKind].map(([kind, ids]) => readableOf(ctx, kind, ids))),
        hasRefusals
            ? versionsToReview(ctx.db.reader, ctx.access.places, [...asked].filter((id) => ctx.kinds.of(id)?.subject === "model_version"))
            : [],
    ]);
    const seen = new Set(read.flatMap(({ seen: ids }) => ids));
    const reviewed = new Set([...read.flatMap((each) => each.reviewed), ...toReview]);
    return {
        sees: (id) => known.readable.has(id) || seen.has(id) || seesOther(ctx, id),
        reviews: (id) => known.reviewed.has(id) || reviewed.has(id),
    };
};
/** Of one noun's ids those that the caller reads, and of these those where they see what was refused. */
const readableOf = async (ctx, { reader, reviews }, ids) => {
    const rows = typeof reader === "function" ? await reader(ctx, ids) : [];
    return {
        seen: rows.map(({ id }) => id),
        reviewed: rows.filter((row) => reviews?.(ctx, row)).map(({ id }) => id),
    };
};
const audits = (ctx) => ctx.access.ability.can("audit", { type: "Organization" });
/** What is named to everybody, or to auditors, without being looked up. */
const seesOther = (ctx, id) => {
    const reader = ctx.kinds.of(id)?.reader;
    return reader === "everybody" || (reader === "auditors" && audits(ctx));
};
/** Whether the caller may read what a stream says. */
const readsStream = (ctx, { row }, { sees }) => {
    if (audits(ctx))
        return true;
    const opens = ctx.kinds.of(row.streamId)?.opensStream;
    return opens === undefined ? sees(row.streamId) : opens(ctx, row.streamId);
};
const isShown = (ctx, entry, sight) => {
    if (readsStream(ctx, entry, sight))
        return true;
    if (!entry.body.subjects.some((subject) => tells(ctx, subject, sight)))
        return ownsTeamOf(ctx, entry);
    return entry.row.outcome === "ALLOWED" || seesRefusals(ctx, entry, sight);
};
/** Whether to read this subject is to read what the entry says of it: not where it was only the means. */
const tells = (ctx, { id, role }, { sees }) => {
    const kind = ctx.kinds.of(id);
    return typeof kind?.reader === "function" && kind.below?.[role]?.means !== true && sees(id);
};
const ownsTeamOf = (ctx, { body }) => body.subjects.some(({ kind, id, role }) => kind === "team" && role === "owner" && ctx.access.ability.can("administer", { type: "Team", id }));
/** Refused attempts are for reviewers, maintainers and owners of what was tried, for admins and auditors. */
const seesRefusals = (ctx, { body }, { sees, reviews }) => body.subjects.some(({ kind, id, role }) => (kind === "team" && role === "owner" && reviewsFor(ctx, id)) || (sees(id) && reviews(id)));
/** Whether the caller's roles in the team let them see what was refused there. */
export const reviewsFor = (ctx, teamId) => audits(ctx) ||
    ctx.access.roles.some((held) => held.teamId === teamId && ["REVIEWER", "MAINTAINER", "OWNER"].includes(held.role));
const present = (ctx, entry, sight) => {
    const { row, body } = entry;
    const open = readsStream(ctx, entry, sight) || row.outcome !== "ALLOWED" || ownsTeamOf(ctx, entry);
    const subjects = body.subjects.map((subject) => {
        const named = ctx.kinds.of(subject.id)?.namedInOpenEntries;
        const seen = sight.sees(subject.id) || (named === "also" && open);
        const hidden = !seen || (named === "only" && !open);
        const { kind: type, id, role, label } = subject;
        return hidden ? { type, id: null, role, label: null, hidden } : { type, id, role, label, hidden };
    });
    const whole = open && subjects.every(({ hidden }) => !hidden);
    // It names the policies that decided.
    const ruleShown = open && subjects.every(({ role, hidden }) => role !== "policy" || !hidden);
    return {
        at: row.at,
        action: row.action,
        outcome: row.outcome,
        actor: { ...body.actor, displayName: nameIn(row.disclosures) },
        subjects,
        before: open ? body.before : null,
        after: open ? body.after : null,
        reason: open ? body.reason : null,
        decision: ruleShown ? body.decision : null,
        requestId: row.requestId,
        clientRequestId: open ? (body.request.clientRequestId ?? null) : null,
        operation: row.opId,
        channel: body.request.channel,
        client: body.request.client ?? null,
        stream: open ? `${row.streamKind}:${row.streamId}` : null,
        // In a hidden stream it would tell how much was written there.
        seq: open ? row.seq : null,
        hash: row.hash,
        previousHash: row.previousHash,
        envelope: open ? row.envelope : null,
        body: whole ? row.body : null,
    };
};
/** The disclosure of the actor's name; null once it is erased. */
export const nameDisclosure = (disclosures) => disclosures?.find((each) => readDisclosure(each)?.path === "/actor/name") ?? null;
/** The actor's name as it was then, from the clear value beside its commitment. */
const nameIn = (disclosures) => {
    const disclosure = nameDisclosure(disclosures);
    return disclosure === null ? null : (readDisclosure(disclosure)?.value ?? null);
};
//# sourceMappingURL=visible-entries.js.map