/** Everyone behind an act of this caller: the principal and whoever minted the credential. */
export const peopleBehind = (caller) => [
    ...new Set([caller.principal.id, ...caller.credential.mintedBy]),
];
//# sourceMappingURL=caller.js.map