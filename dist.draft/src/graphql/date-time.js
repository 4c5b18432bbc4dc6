import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { normaliseInstant } from "../instant.js";
const DATE_TIME = "an RFC 3339 date and time with its offset, years 0001–9999, such as 2026-03-03T09:00:00Z";
const parse = (value) => {
    const instant = typeof value === "string" ? normaliseInstant(value) : undefined;
    if (instant !== undefined)
        return instant;
    throw new GraphQLError(`DateTime: ${DATE_TIME}.`, { extensions: { code: "INVALID_INPUT" } });
};
/** An instant as text: RFC 3339, UTC, six fractional digits; never a JS Date. */
export const DateTime = new GraphQLScalarType({
    name: "DateTime",
    description: `An instant. Answers: RFC 3339, UTC, exactly six fractional digits. Input: ${DATE_TIME}.`,
    specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339",
    serialize: (value) => value,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
});
//# sourceMappingURL=date-time.js.map