export {};
//# sourceMappingURL=key-value.js.map