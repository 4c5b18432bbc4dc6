/** How a file is shown, by its name and its bytes. */
export type Shape =
  | { readonly kind: "image"; readonly type: string }
  | { readonly kind: "table"; readonly separator: "," | "\t" }
  | { readonly kind: "markdown" | "json" | "text" | "none" };

/** The most of a file that is read to show it. */
export const MOST = 1_048_576;

const images: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  bmp: "image/bmp",
};

/** Pages and drawings can hold programs: these are downloaded, never shown. */
const downloads = new Set(["html", "htm", "xhtml", "xht", "svg", "svgz", "mhtml", "xml"]);

const endingOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";

/** What the name says; whether it is text its bytes say. */
export const shapeOf = (path: string): Shape => {
  const ending = endingOf(path);
  if (downloads.has(ending)) return { kind: "none" };
  const type = Object.hasOwn(images, ending) ? images[ending] : undefined;
  if (type !== undefined) return { kind: "image", type };
  if (ending === "csv" || ending === "tsv") return { kind: "table", separator: ending === "csv" ? "," : "\t" };
  if (ending === "md" || ending === "markdown") return { kind: "markdown" };
  return { kind: ending === "json" ? "json" : "text" };
};

/** Whether a file of this name and size can be looked at here. */
export const isShown = (path: string, size: number): boolean => size <= MOST && shapeOf(path).kind !== "none";

/** The bytes as text; null where they are none. */
export const textOf = (bytes: ArrayBuffer): string | null => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
};
