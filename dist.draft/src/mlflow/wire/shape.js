/** An answer's message: fields that are not set are left out, as are empty lists (proto2 in mlflow's JSON). */
export const message = (fields) => {
    const set = {};
    for (const [name, value] of Object.entries(fields)) {
        if (value === undefined || value === null || (Array.isArray(value) && value.length === 0))
            continue;
        set[name] = value;
    }
    return set;
};
//# sourceMappingURL=shape.js.map