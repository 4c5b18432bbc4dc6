/** An answer's message: fields that are not set are left out, as are empty lists (proto2 in mlflow's JSON). */
export const message = (fields: Record<string, unknown>): Record<string, unknown> => {
  const set: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    set[name] = value;
  }
  return set;
};
