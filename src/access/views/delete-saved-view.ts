import { z } from "zod";
import { command } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import { textOf } from "../../audit/personal.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { lockOwnView, removeView } from "./saved-views.store.js";

/** Deletes a view of one's own: nobody opens its address again. Scope: READ; right: one's own. */
export const deleteSavedView = command(
  "deleteSavedView",
  { scope: "READ", input: z.strictObject({ savedViewId: id }) },
  async ({ principal }, tx, { savedViewId }) => {
    const view = await lockOwnView(tx, principal.id, savedViewId);
    if (view === undefined) throw notFound("saved view", ["input", "savedViewId"]);
    await removeView(tx, view.id);
    tx.audit({
      stream: principal.id,
      label: principal.handle,
      subjects: [{ id: view.id, role: "subject" }],
      before: {
        view: view.id,
        screen: view.screen,
        name: textOf(view.name),
        query: textOf(auditedText(view.query)),
      },
      after: { view: view.id, deleted: true },
    });
    return { savedViewId };
  },
);
