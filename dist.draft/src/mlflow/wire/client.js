/**
 * The client library and its version, `mlflow-python-client/3.17.2`: by its User-Agent, its version by
 * X-MLflow-Client-Version where it sends that (3.4 and later); null when it is none of MLflow's.
 */
export const mlflowClientOf = (headers) => {
    const [, name, version] = /\b(mlflow-[a-z-]{1,40})\/([\w.+-]{1,40})/.exec(headers["user-agent"] ?? "") ?? [];
    const told = headers["x-mlflow-client-version"];
    const exact = typeof told === "string" && /^[\w.+-]{1,40}$/.test(told) ? told : version;
    if (exact === undefined)
        return null;
    return `${name ?? "mlflow-python-client"}/${exact}`;
};
/** The reason of what a client does that can give none. */
export const viaClient = (headers) => {
    const [, version] = /\/(.+)$/.exec(mlflowClientOf(headers) ?? "") ?? [];
    return `via MLflow client ${version ?? "of unknown version"}`;
};
//# sourceMappingURL=client.js.map