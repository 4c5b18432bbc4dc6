import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import { textOf } from "../../audit/personal.js";
import { displayName, text } from "../../input.js";
import { lockKnownPrincipal } from "../requirements.js";
import { changeView, storeView, viewAlike } from "./saved-views.store.js";

/** A path of the console: words, ids and percent-encoded names between single slashes. */
const screen = z.string({ error: "a screen." }).regex(/^(?=.{1,200}$)[a-z]+(\/[\w.~%-]+)*$/, {
  error: "the path of a screen without its first “/”, at most 200 characters: `models`, `experiments/12`.",
});

/**
 * Saves what the address of a screen holds: under a name, which then stands for this query and no former one, or without
 * one, once for each query. Scope: READ; right: one's own.
 */
export const saveView = command(
  "saveView",
  { scope: "READ", input: z.strictObject({ screen, name: displayName.nullish(), query: text(100_000) }) },
  async (ctx, tx, given) => {
    const { id: owner, handle } = await lockKnownPrincipal(tx, ctx.principal.id);
    const view = { ...given, name: given.name ?? null };
    const former = await viewAlike(tx, owner, view);
    if (former?.query === view.query) return new Unchanged({ savedViewId: former.id });
    if (former !== undefined) await changeView(tx, former.id, view.query);
    const savedViewId = former?.id ?? (await storeView(tx, owner, view));
    const told = { view: savedViewId, screen: view.screen, name: textOf(view.name) };
    tx.audit({
      stream: owner,
      label: handle,
      subjects: [{ id: savedViewId, role: "subject" }],
      ...(former !== undefined && { before: { ...told, query: textOf(auditedText(former.query)) } }),
      after: { ...told, query: textOf(auditedText(view.query)) },
    });
    return { savedViewId };
  },
);
