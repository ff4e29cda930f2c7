/* A page that the back button brings back as it was is asked for again: the sheet may have been closed since. */
(function () {
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.replace(location.pathname + location.search);
  });
})();
