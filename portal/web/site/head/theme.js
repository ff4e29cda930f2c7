/* Runs before the first paint, so a chosen theme never flashes. */
(function () {
  try {
    var chosen = localStorage.getItem("samtaleklar-theme");
    if (chosen === "dark" || chosen === "light") {
      document.documentElement.setAttribute("data-theme", chosen);
    }
  } catch (storageRefused) {
    /* Without storage the page follows the system. */
  }
})();
