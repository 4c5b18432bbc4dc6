import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { closeSessions } from "./sessions.store.js";
/** Ends the session that the caller uses, or with `all` every session of the same person. */
export const closeSession = command("closeSession", { scope: null, input: z.object({ all: z.boolean() }) }, async ({ principal, credential }, tx, { all }) => {
    const current = credential.method === "session" ? credential.sessionId : null;
    if (current === null && !all)
        throw notFound("session");
    const closed = await closeSessions(tx, principal.id, all ? null : current);
    if (closed.length === 0)
        return new Unchanged({ closed: 0 });
    tx.audit({
        stream: principal.id,
        label: principal.handle,
        subjects: closed.map((id) => ({ id, role: "subject" })),
        before: { sessions: closed, open: true },
        after: { sessions: closed, open: false },
    });
    return { closed: closed.length };
});
//# sourceMappingURL=close-session.js.map