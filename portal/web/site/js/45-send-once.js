/* A form that is on its way is not sent again; the button is free once an answer failed to come.
   What is fetched as a file leaves the page as it is, and its button free. */
(function () {
  var patience = 10000;

  function free(form) {
    delete form.dataset.sent;
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || (event.submitter && "fetches" in event.submitter.dataset)) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(free, patience, form);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(free);
  });
})();
