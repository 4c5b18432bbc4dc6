import { DomainError } from "../../errors.js";
/** The longest filter that is read, and the longest key of an order, in UTF-16 units. */
export const searchLimits = { filter: 65_536, nesting: 50, tests: 200, orderKeys: 20, orderKey: 2_000 };
const SHOWN = 200;
/** A part of what the user wrote, short enough for a message. */
export const shown = (text) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).toWellFormed();
export const invalidFilter = (message) => new DomainError("INVALID_INPUT", message, { path: ["filter"] });
export const invalidOrder = (message) => new DomainError("INVALID_INPUT", message, { path: ["order_by"] });
/** Whether PostgreSQL can hold the text: no NUL, no lone surrogate. */
export const isStorable = (text) => text.isWellFormed() && !text.includes("\0");
//# sourceMappingURL=invalid-search.js.map