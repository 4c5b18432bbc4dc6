/** A named, prepared statement. Names are unique in the code base and at most 63 bytes. */
export const sql = (name, text) => ({ name, text });
/** A statement whose text depends on who asks: it has no name here and is prepared once it comes again and again. */
export const dynamicSql = (text) => ({ text });
/**
 * A search: which index finds least depends on the values, so that it is planned for them each time. That takes a
 * millisecond; a plan made for any value has taken a hundred times as long.
 */
export const searchSql = (text) => ({ text, replanned: true, grows: true });
/** The statement as one whose work grows with what is asked for. */
export const growing = (statement) => ({ ...statement, grows: true });
/** Collects the values of a dynamic statement: `values.add(x)` gives `$n`. */
export class Values {
    constructor() {
        this.list = [];
    }
    add(value) {
        this.list.push(value);
        return `$${this.list.length}`;
    }
}
//# sourceMappingURL=sql.js.map