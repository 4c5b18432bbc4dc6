export {};
//# sourceMappingURL=snapshot-keeper.js.map