/* Esc hides an opened sheet: the page named by data-hide-on-escape stands in its place. */
(function () {
  var sheet = document.querySelector("[data-hide-on-escape]");
  if (!sheet) return;
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !event.defaultPrevented) {
      sheet.hidden = true;
      window.location.replace(sheet.dataset.hideOnEscape);
    }
  });
})();
