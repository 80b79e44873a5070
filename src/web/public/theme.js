// Sets the chosen theme and language before the first paint, so that a dark page never flashes white.
(() => {
  try {
    const p = JSON.parse(localStorage.getItem("wenlian.preferences") || "{}");
    if (p.theme === "dark" || p.theme === "light") document.documentElement.dataset.theme = p.theme;
    if (p.language === "en") document.documentElement.lang = "en";
  } catch {}
})();
