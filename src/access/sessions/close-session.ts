import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { closeSessions } from "./sessions.store.js";

/** Ends the session that the caller uses, or with `id` another one of the same person, or with `all` every one. */
export const closeSession = command(
  "closeSession",
  { scope: null, input: z.object({ all: z.boolean(), id: id.nullish() }) },
  async ({ principal, credential }, tx, { all, id: named }) => {
    const current = credential.method === "session" ? credential.sessionId : null;
    const one = named ?? current;
    if (one === null && !all) throw notFound("session");
    if (named && named !== current && credential.modelIds !== null) throw notFound("session");
    const closed = await closeSessions(tx, principal.id, all ? null : one);
    if (closed.length === 0 && named) throw notFound("session");
    if (closed.length === 0) return new Unchanged({ closed: 0 });
    tx.audit({
      stream: principal.id,
      label: principal.handle,
      subjects: closed.map((id) => ({ id, role: "subject" }) as const),
      before: { sessions: closed, open: true },
      after: { sessions: closed, open: false },
    });
    return { closed: closed.length };
  },
);
