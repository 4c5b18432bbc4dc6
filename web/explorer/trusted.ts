import DOMPurify from "dompurify";
import { ownScript, type TrustedRules, trustedTypesOf } from "../parts/page/trusted.ts";

const factory = trustedTypesOf();

/** For texts that were made or cleaned by code of this page: the editor's lines, and what DOMPurify answers. */
const made = factory?.createPolicy("countersign", { createHTML: (html) => html, createScriptURL: ownScript });

const clean = (html: string): string =>
  DOMPurify.sanitize(html, made && { TRUSTED_TYPES_POLICY: made as never }) as string;

// Descriptions of the schema become HTML by a library that knows no trusted types: they are cleaned on the way.
factory?.createPolicy("default", { createHTML: (html) => String(clean(html)), createScriptURL: ownScript });

/** What the editor makes its policies by: all of them are the page's one. */
export const policyOfMonaco = (_name: string, rules: TrustedRules) => ({
  createHTML: (html: string) => made?.createHTML(rules.createHTML?.(html) ?? html) ?? html,
  createScriptURL: (url: string) => made?.createScriptURL(url) ?? url,
});
