const shape = /^(postgres(?:ql)?):\/\/(?:([^@/?#]*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
/** Whether the text is a URL that `pg` and libpq both understand. */
export const isConnectionUrl = (url) => shape.test(url);
/** The same server, reached by another login (and, unless it is the same, another database). */
export const withLogin = (url, login) => {
    const [, scheme, , host = "", , query = ""] = shape.exec(url) ?? [];
    const options = new URLSearchParams(query);
    options.delete("user");
    options.delete("password");
    const rest = options.size === 0 ? "" : `?${options}`;
    const who = `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}`;
    return `${scheme}://${who}@${host === "" ? "localhost" : host}/${encodeDatabase(login.database)}${rest}`;
};
/** What the URL says of the login; absent parts are null. */
export const readLogin = (url) => {
    const [, , who = "", , , query = ""] = shape.exec(url) ?? [];
    const options = new URLSearchParams(query);
    const [user = "", password = ""] = who.split(/:(.*)/s).map(decodeURIComponent);
    return { user: options.get("user") ?? (user || null), password: options.get("password") ?? (password || null) };
};
/** `pg` decodes the path as a whole URL, so that reserved characters must stand as they are. */
const encodeDatabase = (name) => encodeURI(name).replaceAll("?", "%3F").replaceAll("#", "%23");
//# sourceMappingURL=connection-url.js.map