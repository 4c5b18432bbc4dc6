import { announce } from "../../shell/status.ts";

/** Puts a text on the clipboard; false, and said so, where the browser does not: it gives no page without https its clipboard. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    announce("Not copied: the browser lets this page copy nothing. Select the text and copy it by hand.");
    return false;
  }
};
