import { PROMPT_TAG } from "../../registry/prompt-rules.js";
const everything = { and: [] };
const nothing = { or: [] };
const isEverything = (filter) => "and" in filter && filter.and.length === 0;
const isNothing = (filter) => "or" in filter && filter.or.length === 0;
const isPromptTest = ({ kind, key }) => kind === "tag" && key === PROMPT_TAG;
/** Whether the test says that the tag is `word`, as `= 'true'` and `!= 'false'` say of `true`; in any case of letters. */
const says = ({ operator, value }, word) => {
    const values = (Array.isArray(value) ? value : [value]).map((each) => String(each).toLowerCase());
    if (operator === "=" || operator === "IN")
        return values.includes(word);
    return (operator === "!=" || operator === "NOT IN") && values.includes(word === "true" ? "false" : "true");
};
/** What the filter as a whole demands of prompts; null: nothing. Of clauses joined by AND the first to demand decides. */
const verdict = (filter, negated = false) => {
    if ("test" in filter) {
        if (!isPromptTest(filter.test))
            return null;
        return says(filter.test, negated ? "false" : "true") ? "only" : "without";
    }
    if ("not" in filter)
        return verdict(filter.not, !negated);
    const inner = ("and" in filter ? filter.and : filter.or).map((part) => verdict(part, negated));
    const allMustHold = "and" in filter !== negated;
    if (allMustHold)
        return inner.find((each) => each !== null) ?? null;
    return inner.length > 0 && inner.every((each) => each === "only") ? "only" : null;
};
const joined = (word, parts) => {
    const [neutral, decisive] = word === "and" ? [isEverything, isNothing] : [isNothing, isEverything];
    const decided = parts.find(decisive);
    if (decided !== undefined)
        return decided;
    const rest = parts.filter((part) => !neutral(part));
    if (rest.length === 1)
        return rest[0];
    return word === "and" ? { and: rest } : { or: rest };
};
/** The filter with each of its tests replaced. */
const rewrite = (filter, replace) => {
    const each = (part) => rewrite(part, replace);
    if ("test" in filter)
        return replace(filter.test);
    if ("and" in filter)
        return joined("and", filter.and.map(each));
    if ("or" in filter)
        return joined("or", filter.or.map(each));
    const inner = each(filter.not);
    if (isEverything(inner))
        return nothing;
    return isNothing(inner) ? everything : { not: inner };
};
/**
 * MLflow finds models or prompts, never both: prompts if the filter asks for them by the tag, else models, which lack it
 * (mlflow/store/model_registry/sqlalchemy_store.py, _is_querying_prompt). Its clauses on the tag leave the filter, for
 * what they say is said by `prompts`; within OR and NOT they count as what they are for the things that are searched.
 */
export const splitPrompts = (filter) => {
    const prompts = verdict(filter) ?? "without";
    const known = (test) => {
        if (!isPromptTest(test))
            return { test };
        const asks = says(test, "true");
        if (prompts === "only")
            return asks ? everything : { test };
        return asks ? nothing : everything;
    };
    return { prompts, filter: rewrite(filter, known) };
};
//# sourceMappingURL=split-prompts.js.map