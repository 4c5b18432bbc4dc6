import type { AnyRouter } from "@tanstack/react-router";
import { isViewed, meet, tooLong } from "./address.ts";
import { saveView } from "./views.queries.ts";

/** How long an address must stand before it is kept: who still types or draws makes no view of each step. */
const REST_MS = 400;

/**
 * Keeps what is too long for an address as a view without a name, and writes its id there. Where that is refused, the
 * long address stays, and means the same.
 */
export const keepLongAddresses = (router: AnyRouter): void => {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  router.subscribe("onResolved", ({ toLocation: { pathname } }) => {
    clearTimeout(waiting);
    const screen = pathname.slice(1);
    const query = isViewed(screen) ? tooLong(location.href) : undefined;
    if (query === undefined) return;
    const { href } = location;
    waiting = setTimeout(async () => {
      const { savedView } = await saveView({ screen, query }).catch(() => ({ savedView: null }));
      if (!savedView) return;
      meet(savedView.id, savedView);
      if (location.href === href) await router.navigate({ to: ".", search: true, replace: true, resetScroll: false });
    }, REST_MS);
  });
};
