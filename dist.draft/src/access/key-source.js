import { readFile, stat } from "node:fs/promises";
import { createLocalJWKSet, errors } from "jose";
import { DomainError } from "../errors.js";
const REFRESH_MS = 5 * 60_000;
/** Questions to the identity provider, whatever callers send: a few at once, then one in so many milliseconds. */
const QUESTIONS = 5;
const QUESTION_MS = 6_000;
const FETCH_TIMEOUT_MS = 5_000;
/** Tokens live 24 hours at most: keys that were fetched longer ago sign nothing that is still valid. */
const USABLE_MS = 24 * 3_600_000;
const FILE_CHECK_MS = 1_000;
const MAX_BYTES = 512 * 1024;
/** The identity provider's signing keys, from where the configuration says. Key references in tokens are ignored. */
export const createKeySource = (source, log) => "url" in source ? keysFromUrl(source.url, log) : keysFromFile(source.file, log);
const nothingHeld = () => ({ keys: null, text: "", readAt: Number.NEGATIVE_INFINITY });
/**
 * Keys are refreshed in the background, so that a slow identity provider delays nobody and one that is down locks
 * nobody out; only a key never seen is waited for.
 */
const keysFromUrl = (url, log) => {
    const held = nothingHeld();
    const mayAsk = questionBudget();
    let flight = null;
    const refresh = () => {
        if (flight === null && !mayAsk())
            return Promise.resolve();
        flight ??= fetchKeys(url, held, log).finally(() => {
            flight = null;
        });
        return flight;
    };
    return async (header, token) => {
        const age = performance.now() - held.readAt;
        if (held.keys === null || age > USABLE_MS)
            await refresh();
        else if (age > REFRESH_MS)
            void refresh();
        const keys = usable(held);
        try {
            return await keys(header, token);
        }
        catch (error) {
            if (!(error instanceof errors.JWKSNoMatchingKey))
                throw error;
            await refresh();
            return await usable(held)(header, token);
        }
    };
};
const questionBudget = () => {
    let left = QUESTIONS;
    let countedAt = performance.now();
    return () => {
        const now = performance.now();
        left = Math.min(QUESTIONS, left + (now - countedAt) / QUESTION_MS);
        countedAt = now;
        if (left < 1)
            return false;
        left--;
        return true;
    };
};
const usable = ({ keys, readAt }) => {
    if (keys === null || performance.now() - readAt > USABLE_MS)
        throw new DomainError("UNAVAILABLE", "The identity provider's keys cannot be read right now; retry.");
    return keys;
};
const fetchKeys = async (url, held, log) => {
    try {
        const response = await fetch(url, {
            redirect: "error",
            signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
            headers: { accept: "application/json" },
        });
        if (!response.ok)
            throw new Error(`the identity provider answered ${response.status}`);
        keep(held, await response.text());
    }
    catch (error) {
        log.warn({ err: error }, "signing keys not refreshed; keeping those known");
    }
};
/** An unchanged set stays as it is: its keys are imported already. */
const keep = (held, text) => {
    if (text.length > MAX_BYTES)
        throw new Error("the key set is over 512 KiB");
    if (text !== held.text || held.keys === null) {
        held.keys = createLocalJWKSet(JSON.parse(text));
        held.text = text;
    }
    held.readAt = performance.now();
};
/** The file is looked at again, at most once a second, and read when it has changed. */
const keysFromFile = (path, log) => {
    const held = nothingHeld();
    let stamp = "";
    let triedAt = Number.NEGATIVE_INFINITY;
    const refresh = async () => {
        triedAt = performance.now();
        try {
            const { mtimeMs, size, ino } = await stat(path);
            const seen = `${mtimeMs} ${size} ${ino}`;
            if (seen !== stamp)
                keep(held, await readFile(path, "utf8"));
            stamp = seen;
            held.readAt = performance.now();
        }
        catch (error) {
            log.warn({ err: error }, "key file not read; keeping the keys known");
        }
    };
    return async (header, token) => {
        if (held.keys === null || performance.now() - triedAt > FILE_CHECK_MS)
            await refresh();
        return usable(held)(header, token);
    };
};
//# sourceMappingURL=key-source.js.map