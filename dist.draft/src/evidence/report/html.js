const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text) => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
const partOf = (part) => {
    if (part === null || part === undefined)
        return "";
    if (typeof part === "string" || typeof part === "number")
        return escaped(String(part));
    return "html" in part ? part.html : part.map(partOf).join("");
};
/** A template whose values are escaped unless they are HTML themselves. */
export const html = (texts, ...parts) => ({
    html: texts.map((text, index) => `${text}${partOf(parts[index])}`).join(""),
});
/** A table; nothing where there are no rows but a line that says so. */
export const table = (columns, rows, none) => rows.length === 0
    ? html `<p class="none">${none}</p>`
    : html `<table><thead><tr>${columns.map((column) => html `<th>${column}</th>`)}</tr></thead><tbody>${rows.map((cells) => html `<tr>${cells.map((cell) => html `<td>${cell}</td>`)}</tr>\n`)}</tbody></table>`;
/** Names and values, one under the other. */
export const facts = (pairs) => html `<dl>${pairs.map(([name, value]) => html `<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`;
//# sourceMappingURL=html.js.map