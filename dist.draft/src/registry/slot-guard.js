export {};
//# sourceMappingURL=slot-guard.js.map