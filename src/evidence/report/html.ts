/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

type Part = Html | string | number | null | undefined | readonly Part[];

const partOf = (part: Part): string => {
  if (part === null || part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return "html" in part ? part.html : part.map(partOf).join("");
};

/** A template whose values are escaped unless they are HTML themselves. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, index) => `${text}${partOf(parts[index])}`).join(""),
});

/** A table; nothing where there are no rows but a line that says so. */
export const table = (columns: readonly string[], rows: readonly (readonly Part[])[], none: string): Html =>
  rows.length === 0
    ? html`<p class="none">${none}</p>`
    : html`<table><thead><tr>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead><tbody>${rows.map(
        (cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
      )}</tbody></table>`;

/** Names and values, one under the other. */
export const facts = (pairs: readonly (readonly [string, Part])[]): Html =>
  html`<dl>${pairs.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`;
