/**
 * Where a sign-in leads: the path, query and fragment of `next` when it lies below `base` on this origin, else the base
 * itself. A link cannot send anybody elsewhere.
 */
export const within = (next: string | undefined, here: string, base: string): string => {
  const home = new URL(base);
  if (next === undefined || !URL.canParse(next, here)) return home.pathname;
  const { origin, pathname, search, hash } = new URL(next, here);
  const ours = origin === new URL(here).origin && pathname.startsWith(home.pathname) && !/^\/[/\\]/.test(pathname);
  const signIn = pathname === `${home.pathname}signin`;
  return ours && !signIn ? pathname + search + hash : home.pathname;
};
