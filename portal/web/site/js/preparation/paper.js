/* The form without storage: the page is not left with something on it that is nowhere else, without asking. */
(function () {
  var form = document.getElementById("papir");
  if (!form) return;
  var kept = !("unsaved" in form.dataset);
  var sending = false;

  form.addEventListener("input", function () {
    kept = false;
  });
  form.addEventListener("submit", function (event) {
    sending = true;
    if (event.submitter && "fetches" in event.submitter.dataset) kept = true;
    setTimeout(function () {
      sending = false;
    }, 1000);
  });
  window.addEventListener("beforeprint", function () {
    kept = true;
  });
  window.addEventListener("beforeunload", function (event) {
    if (!kept && !sending) event.preventDefault();
  });
})();
