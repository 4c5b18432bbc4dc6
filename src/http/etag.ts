/** Whether a header that lists entity tags (`if-none-match`) names this one: RFC 9110, section 13.1.2, weakly compared. */
export const namesTag = (header: string, etag: string): boolean =>
  header === etag || header.split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim()));
