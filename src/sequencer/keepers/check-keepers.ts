import type { LogSettings } from "../log-state.store.js";

/** Refuses what makes no sense of anchors and witnesses, at the start; loads what reads them only where there are any. */
export const checkKeepers = async ({
  anchors,
  witnesses,
}: Pick<LogSettings, "anchors" | "witnesses">): Promise<void> => {
  if (anchors !== null) (await import("./read-keepers.js")).checkAnchors({ anchors });
  if (witnesses !== null) (await import("./read-witnesses.js")).readWitnesses({ witnesses });
};
