import DOMPurify from "dompurify";
import { Marked } from "marked";
import { ownPolicy } from "../page/trusted.ts";

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** A dialog or a region stands above: the text's own heads go below its head. */
const BELOW = 2;

const marked = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escaped(text),
    image: ({ text, title }) => `<em>${escaped(text || title || "an image")}</em>`,
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + BELOW);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

const tags = "h3 h4 h5 h6 p br hr em strong del code pre blockquote ul ol li a table thead tbody tr th td".split(" ");

/** What a text in Markdown becomes: cleaned, whatever the two libraries before made of it. */
export const fragmentOf = (text: string): DocumentFragment => {
  const policy = ownPolicy();
  const fragment = DOMPurify.sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ["href", "start"],
    ALLOWED_URI_REGEXP: /^https?:\/\//i,
    RETURN_DOM_FRAGMENT: true,
    ...(policy && { TRUSTED_TYPES_POLICY: policy as never }),
  });
  for (const link of fragment.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return fragment;
};
