import { ExternalLink } from "lucide-react";

/** A ticket elsewhere: followed only over https, and told nothing of where one comes from. */
export const Ticket = ({ url }: { url: string | null | undefined }) => {
  if (!url) return null;
  const given = URL.canParse(url) ? new URL(url) : null;
  if (given?.protocol !== "https:") return <code>{url}</code>;
  const name = given.pathname.split("/").filter(Boolean).at(-1) ?? given.host;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
      {safeDecode(name)}
      <ExternalLink size="0.8em" aria-label="(elsewhere)" />
    </a>
  );
};

const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
