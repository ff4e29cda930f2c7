/* A button that hides an opened sheet does what Esc does, and a tap on the clock shows the sheet again. */
(function () {
  function pressEscape() {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  }
  document.querySelectorAll("[data-hide-now]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", pressEscape);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest(".hidden-page")) pressEscape();
  });
})();
