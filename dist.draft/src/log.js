import pino from "pino";
/** API tokens, invitation codes, JSON web tokens, and passwords in database URLs: what stands for itself as a secret. */
const secrets = [
    [/(__Host-countersign-[0-9a-f]+=)[\w-]+/g, "$1[redacted]"],
    [/\b(cs[psi]_)[0-9A-Za-z]{6,}/g, "$1[redacted]"],
    [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, "[redacted JWT]"],
    [/(\bpostgres(?:ql)?:\/\/[^:@/\s"]*:)[^@/\s"]+@/g, "$1[redacted]@"],
];
/** Takes secrets out of a line that is about to be logged, wherever in it they stand. */
export const redact = (line, bootstrapToken = null) => {
    let clean = line;
    for (const [pattern, replacement] of secrets)
        clean = clean.replace(pattern, replacement);
    return bootstrapToken === null ? clean : clean.replaceAll(bootstrapToken, "[redacted]");
};
/** What the log keeps of an error: drivers hang their whole connection on it, with every statement it prepared. */
export const describeFault = (error) => {
    if (!(error instanceof Error))
        return error;
    const { name, message, stack, cause, code } = error;
    return { type: name, message, code, stack, ...(cause === undefined ? {} : { cause: describeFault(cause) }) };
};
/** The process's log: JSON lines on standard error, without secrets, written every 100 ms and when the process ends. */
export const createLog = ({ logLevel, bootstrapToken }) => {
    const destination = pino.destination({ fd: 2, sync: false, minLength: 4_096, periodicFlush: 100 });
    process.once("exit", () => {
        try {
            destination.flushSync();
        }
        catch {
            // Standard error is gone: there is nobody to tell.
        }
    });
    const options = {
        level: logLevel,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        serializers: { err: describeFault },
        hooks: { streamWrite: (line) => redact(line, bootstrapToken) },
    };
    return pino(options, destination);
};
//# sourceMappingURL=log.js.map