/** Whole milliseconds since the epoch of a column of instants, in SQL. */
export const millisOfColumn = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::bigint`;

/** A column of instants as the driver gives it, in SQL: also where a row is read as JSON. */
export const instantOfColumn = (column: string): string => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
