/** The query string of a request's URL with its question mark; empty when there is none. */
export const searchOf = (url: string): string => {
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark);
};
