/** Where MLflow's calls are served: every path begins with one of these, with or without a team's prefix before it. */
const roots = [
    "/api/2.0",
    "/api/3.0",
    "/ajax-api/2.0",
    "/ajax-api/3.0",
    "/get-artifact",
    "/model-versions/",
    "/v1/traces",
];
/** The prefix that makes a team the context of a whole tracking URI: `MLFLOW_TRACKING_URI=https://host/teams/risk`. */
export const TEAM_PREFIX = "/teams/:team";
/** Whether a path is one that MLflow's clients ask: an error there is told in MLflow's shape. */
export const isMlflowPath = (url) => {
    const path = url.startsWith("/teams/") ? url.slice(Math.max(0, url.indexOf("/", "/teams/".length))) : url;
    return roots.some((root) => path.startsWith(root)) || url.startsWith("/teams/");
};
//# sourceMappingURL=mounts.js.map