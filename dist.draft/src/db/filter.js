/** The filter as SQL; `compile` writes one test as an expression that is true or false, never null. */
export const filterToSql = (filter, compile) => {
    if ("test" in filter)
        return compile(filter.test);
    if ("not" in filter)
        return `not (${filterToSql(filter.not, compile)})`;
    const [parts, word, empty] = "and" in filter ? [filter.and, "and", "true"] : [filter.or, "or", "false"];
    if (parts.length === 0)
        return empty;
    return parts.map((part) => `(${filterToSql(part, compile)})`).join(` ${word} `);
};
/** The tests that all must pass, when the filter is no more than such tests at its top: indexes are entered by these. */
export const requiredTests = (filter) => {
    if ("test" in filter)
        return [filter.test];
    return "and" in filter ? filter.and.flatMap(requiredTests) : [];
};
/** A text's comparison as SQL, on a column that holds one. `parameter` adds a value and gives its placeholder. */
export const compareText = (column, test, parameter) => {
    const { operator, value } = test;
    switch (operator) {
        case "IS NULL":
            return `${column} is null`;
        case "IS NOT NULL":
            return `${column} is not null`;
        case "IN":
            return `${column} = any(${parameter(value)}::text[])`;
        case "NOT IN":
            return `${column} <> all(${parameter(value)}::text[])`;
        case "LIKE":
            return `${column} like ${parameter(value)} escape ''`;
        case "ILIKE":
            return `lower(${column} collate "default") like lower(${parameter(value)}::text collate "default") escape ''`;
        case "!=":
            return `${column} <> ${parameter(value)}`;
        default:
            return `${column} ${operator} ${parameter(value)}`;
    }
};
//# sourceMappingURL=filter.js.map