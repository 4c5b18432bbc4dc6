// Before the first paint: the theme and density that this browser was told to use.
for (const name of ["theme", "density"]) {
  try {
    const value = localStorage.getItem(`countersign.${name}`);
    if (value) document.documentElement.dataset[name] = value;
  } catch {
    // Storage is refused: the system's theme holds.
  }
}
