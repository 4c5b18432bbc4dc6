import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ParsedLocation,
  redirect,
} from "@tanstack/react-router";
import { z } from "zod/mini";
import { AskError } from "./ask.ts";
import { isUnmet, meet, readSearch, writeSearch } from "./parts/views/address.ts";
import { keepLongAddresses } from "./parts/views/keep-long.ts";
import { openView } from "./parts/views/views.queries.ts";
import { NotFound } from "./shell/NotFound.tsx";
import { RouteError } from "./shell/RouteError.tsx";
import { Shell } from "./shell/Shell.tsx";
import { viewerQuery } from "./shell/viewer.ts";
import { SignIn } from "./signin/SignIn.tsx";

interface Context {
  readonly queries: QueryClient;
}

const rootRoute = createRootRouteWithContext<Context>()({ notFoundComponent: NotFound });

/** A text of the address; what is not one, or is empty, is as if left out. */
const text = z.catch(z.optional(z.string()), undefined);

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "signin",
  validateSearch: z.object({ next: text }),
  component: SignIn,
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "invitation",
  component: lazyRouteComponent(() => import("./invitation/Invitation.tsx"), "Invitation"),
});

/** Everything but the sign-in: for whoever is signed in. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  errorComponent: RouteError,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(viewerQuery);
    } catch (error) {
      if (error instanceof AskError && error.code === "UNAUTHENTICATED")
        throw redirect({ to: "/signin", search: location.href === "/" ? {} : { next: location.href } });
      throw error;
    }
    await openAddressed(location);
  },
});

/** A view in the address is looked up once; from then on the address means what the view holds. */
const openAddressed = async ({ search, searchStr, pathname, hash }: ParsedLocation): Promise<void> => {
  const { view } = search as { view?: string };
  if (view === undefined || !isUnmet(view)) return;
  meet(view, await openView(view));
  throw redirect({ to: pathname, search: readSearch(searchStr) as never, hash, replace: true });
};

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/models", replace: true });
  },
});

const modelsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "models",
  validateSearch: z.object({ q: text, sort: text, show: text, view: text }),
  component: lazyRouteComponent(() => import("./models/Models.tsx"), "Models"),
});

const modelRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "models/$name",
  validateSearch: z.object({ columns: text, sort: text, asof: text }),
  component: lazyRouteComponent(() => import("./model/Model.tsx"), "Model"),
});

const modelLineageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "models/$name/lineage",
  validateSearch: z.object({ version: text }),
  component: lazyRouteComponent(() => import("./lineage/Lineage.tsx"), "ModelLineage"),
});

const runLineageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "runs/$id/lineage",
  component: lazyRouteComponent(() => import("./lineage/Lineage.tsx"), "RunLineage"),
});

const versionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "models/$name/versions/$version",
  validateSearch: z.object({ kinds: text }),
  component: lazyRouteComponent(() => import("./version/Version.tsx"), "Version"),
});

const requestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "requests/$id",
  component: lazyRouteComponent(() => import("./request/Request.tsx"), "Request"),
});

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "inbox",
  validateSearch: z.object({ tab: text, at: text, view: text }),
  component: lazyRouteComponent(() => import("./inbox/Inbox.tsx"), "Inbox"),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "audit",
  validateSearch: z.object({ q: text, range: text, from: text, to: text, entry: text, view: text }),
  component: lazyRouteComponent(() => import("./audit/Audit.tsx"), "Audit"),
});

const experimentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "experiments",
  validateSearch: z.object({ q: text }),
  component: lazyRouteComponent(() => import("./experiments/Experiments.tsx"), "Experiments"),
});

const experimentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "experiments/$id",
  validateSearch: z.object({ q: text, sort: text, columns: text, chosen: text, view: text }),
  component: lazyRouteComponent(() => import("./experiment/Experiment.tsx"), "Experiment"),
});

const compareRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "compare",
  validateSearch: z.object({
    runs: text,
    columns: text,
    of: text,
    show: text,
    way: text,
    ranges: text,
    ticked: text,
    x: text,
    y: text,
    curve: text,
    view: text,
  }),
  component: lazyRouteComponent(() => import("./compare/Compare.tsx"), "Compare"),
});

const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "runs/$id",
  validateSearch: z.object({ curves: text }),
  component: lazyRouteComponent(() => import("./run/Run.tsx"), "Run"),
});

const tokensRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "settings/tokens",
  component: lazyRouteComponent(() => import("./settings/Tokens.tsx"), "Tokens"),
});

const keysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "settings/keys",
  component: lazyRouteComponent(() => import("./settings/Keys.tsx"), "Keys"),
});

const sessionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "settings/sessions",
  component: lazyRouteComponent(() => import("./settings/Sessions.tsx"), "Sessions"),
});

const preferencesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "settings/preferences",
  component: lazyRouteComponent(() => import("./settings/Preferences.tsx"), "Preferences"),
});

const logRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "log",
  component: lazyRouteComponent(() => import("./log/Log.tsx"), "Log"),
});

const teamRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "teams/$slug",
  component: lazyRouteComponent(() => import("./team/Team.tsx"), "Team"),
});

const adminTeamsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/teams",
  component: lazyRouteComponent(() => import("./admin/Teams.tsx"), "Teams"),
});

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/people",
  validateSearch: z.object({ q: text }),
  component: lazyRouteComponent(() => import("./admin/People.tsx"), "People"),
});

const programsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/service-accounts",
  component: lazyRouteComponent(() => import("./admin/Programs.tsx"), "Programs"),
});

const groupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/groups",
  component: lazyRouteComponent(() => import("./admin/Groups.tsx"), "Groups"),
});

const adminTokensRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/tokens",
  validateSearch: z.object({ q: text }),
  component: lazyRouteComponent(() => import("./admin/AdminTokens.tsx"), "AdminTokens"),
});

const signingKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/keys",
  validateSearch: z.object({ show: text }),
  component: lazyRouteComponent(() => import("./admin/SigningKeys.tsx"), "SigningKeys"),
});

const policiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/policies",
  validateSearch: z.object({ show: text }),
  component: lazyRouteComponent(() => import("./admin/Policies.tsx"), "Policies"),
});

const newPolicyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/policies/new",
  component: lazyRouteComponent(() => import("./admin/NewPolicy.tsx"), "NewPolicy"),
});

const policyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/policies/$id",
  component: lazyRouteComponent(() => import("./admin/Policy.tsx"), "Policy"),
});

const packsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/packs",
  component: lazyRouteComponent(() => import("./admin/Packs.tsx"), "Packs"),
});

const lifecycleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/lifecycle",
  component: lazyRouteComponent(() => import("./admin/Lifecycle.tsx"), "Lifecycle"),
});

const healthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "admin/health",
  component: lazyRouteComponent(() => import("./admin/Health.tsx"), "Health"),
});

/** No screen has this address; whoever is signed out signs in first, as for one that is hidden from them. */
const nowhereRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "$",
  component: NotFound,
});

const explorerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "explorer",
  component: lazyRouteComponent(() => import("./shell/OtherPage.tsx"), "OtherPage"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  invitationRoute,
  explorerRoute,
  shellRoute.addChildren([
    homeRoute,
    modelsRoute,
    modelRoute,
    modelLineageRoute,
    versionRoute,
    requestRoute,
    inboxRoute,
    experimentsRoute,
    experimentRoute,
    runRoute,
    runLineageRoute,
    compareRoute,
    auditRoute,
    tokensRoute,
    keysRoute,
    sessionsRoute,
    preferencesRoute,
    logRoute,
    teamRoute,
    adminTeamsRoute,
    peopleRoute,
    programsRoute,
    groupsRoute,
    adminTokensRoute,
    signingKeysRoute,
    policiesRoute,
    newPolicyRoute,
    policyRoute,
    packsRoute,
    lifecycleRoute,
    healthRoute,
    nowhereRoute,
  ]),
]);

/**
 * The router below the page's base; addresses are plain query strings, `?q=team:risk&sort=-auc`, or a saved view's:
 * `?view=view_…`.
 */
export const makeRouter = (queries: QueryClient) => {
  const router = createRouter({
    routeTree,
    context: { queries },
    basepath: new URL(document.baseURI).pathname,
    defaultErrorComponent: RouteError,
    defaultPreload: "intent",
    scrollRestoration: true,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
  });
  keepLongAddresses(router);
  return router;
};

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
