/** Milliseconds in which a body that is held in memory must have arrived. */
const WITHIN = 120_000;
/** Ends a request whose body trickles in; one that is streamed to disk may take as long as its sender keeps sending. */
export const limitBodyTime = (request, most) => {
    const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
    if (most === Number.POSITIVE_INFINITY || (length === "0" && encoding === undefined))
        return;
    const timer = setTimeout(() => request.destroy(), WITHIN);
    timer.unref();
    request.once("close", () => clearTimeout(timer));
};
//# sourceMappingURL=body-time.js.map