/* The theme button: follows the system until somebody chooses. */
(function () {
  var root = document.documentElement;
  var buttons = document.querySelectorAll("[data-theme-button]");
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : system.matches;
  }
  function label() {
    buttons.forEach(function (button) {
      button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
      button.hidden = false;
    });
  }
  function choose() {
    var theme = isDark() ? "light" : "dark";
    root.setAttribute("data-theme", theme);
    try {
      localStorage.setItem("samtaleklar-theme", theme);
    } catch (storageRefused) {
      /* The choice then lasts for this page. */
    }
    label();
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", choose);
  });
  system.addEventListener("change", label);
  label();
})();
