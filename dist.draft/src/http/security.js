/** Security headers of an answer that is data, never a page. */
export const dataSecurity = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
};
//# sourceMappingURL=security.js.map