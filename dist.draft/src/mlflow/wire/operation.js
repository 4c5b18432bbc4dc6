/** Version 2.0 of the protocol, for clients and for browsers: where most calls are. */
export const version2 = ["/api/2.0", "/ajax-api/2.0"];
export const version3 = ["/api/3.0", "/ajax-api/3.0"];
export const ajax2 = ["/ajax-api/2.0"];
/** States a call: its messages' fields, and the one function that answers it wherever it is mounted. */
export const operation = (methods, path, options, answer) => ({
    at: version2,
    ...options,
    methods: typeof methods === "string" ? [methods] : methods,
    path,
    answer: answer,
});
/** How files are asked for. */
export const fileMethods = ["GET", "HEAD"];
/** States a call that streams. */
export const streaming = (methods, path, options, stream) => ({
    at: version2,
    ...options,
    methods: typeof methods === "string" ? [methods] : methods,
    path,
    stream,
});
//# sourceMappingURL=operation.js.map