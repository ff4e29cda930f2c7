/* Esc hides an opened sheet behind the time of day; Esc again shows it. */
(function () {
  var sheet = document.querySelector("[data-hide-on-escape]");
  if (!sheet) return;
  var cover = document.createElement("div");
  var time = document.createElement("h1");
  var hint = document.createElement("p");
  cover.className = "hidden-page";
  hint.setAttribute("role", "status");
  cover.append(time, hint);

  function clock() {
    time.textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    hint.textContent = sheet.dataset.hideOnEscape;
  }
  setInterval(clock, 10000);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    sheet.hidden = !sheet.hidden;
    clock();
    if (sheet.hidden) sheet.after(cover);
    else cover.remove();
  });
})();
