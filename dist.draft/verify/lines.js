/** Lines of a text that comes piece by piece, by line feeds alone: JSON may hold every other line end as it is. */
export const linesOf = async function* (pieces) {
    let rest = "";
    for await (const piece of pieces) {
        const lines = (rest + piece).split("\n");
        rest = lines.pop() ?? "";
        yield* lines;
    }
    if (rest !== "")
        yield rest;
};
//# sourceMappingURL=lines.js.map