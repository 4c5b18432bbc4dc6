/** The console's addresses below its base, as its router has them; a test compares, and crosses them with the doors'. */
export const screens = [
  "/",
  "/signin",
  "/models",
  "/models/$name",
  "/models/$name/lineage",
  "/models/$name/versions/$version",
  "/requests/$id",
  "/inbox",
  "/experiments",
  "/experiments/$id",
  "/runs/$id",
  "/runs/$id/lineage",
  "/compare",
  "/audit",
  "/settings/tokens",
  "/settings/keys",
  "/settings/sessions",
  "/settings/preferences",
  "/invitation",
  "/log",
  "/teams/$slug",
  "/admin/teams",
  "/admin/people",
  "/admin/service-accounts",
  "/admin/groups",
  "/admin/tokens",
  "/admin/keys",
  "/admin/policies",
  "/admin/policies/new",
  "/admin/policies/$id",
  "/admin/packs",
  "/admin/lifecycle",
  "/admin/health",
  "/explorer",
] as const;

const patterns = screens.map((screen) => new RegExp(`^${screen.replaceAll(/\$\w+/g, "[^/]+")}/?$`));

/** A team's page, too, is found below a team's prefix. */
const TEAM = /^(?:\/teams\/[^/]+)+(?=\/|$)/;

/** What a path is to the console: below a team's prefix as without, since MLflow's clients print links there. */
export const ownPath = (url: string): string => {
  const [path = "/"] = url.split("?", 1);
  return path.replace(TEAM, "") || "/";
};

/** Whether the console has a screen at the address. */
export const isScreen = (url: string): boolean => {
  const path = ownPath(url);
  return patterns.some((pattern) => pattern.test(path));
};

/** Whether the address is the explorer's, which is a page of its own. */
export const isExplorer = (url: string): boolean => /^\/explorer\/?$/.test(ownPath(url));
