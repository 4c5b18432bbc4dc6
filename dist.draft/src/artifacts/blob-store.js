export {};
//# sourceMappingURL=blob-store.js.map