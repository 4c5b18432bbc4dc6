import { createHash } from "node:crypto";
import { STYLE } from "./sections.js";

/** The page's style by its digest, for the Content-Security-Policy that lets it and nothing else in. */
export const pageStyle = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;
