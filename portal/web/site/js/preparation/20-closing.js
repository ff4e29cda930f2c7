/* Says in good time that the sheet closes; it goes by the clock, so that a computer that slept says it at once. */
(function () {
  var keep = document.querySelector("[data-keep]");
  if (!keep || !keep.show) return;
  var small = document.querySelector("[data-closes-text]");
  var notices = document.querySelector("[data-notices]");
  var times = keep.dataset;
  var idle = Number(times.idle);
  var idleWarning = Number(times.idleWarning);
  var heard, left, leftWarning, closes, shown;

  function hear(answer) {
    heard = Date.now();
    left = Number(answer.left);
    leftWarning = Number(answer.leftWarning);
    closes = answer.closes;
    shown = "";
    if (small) small.textContent = small.dataset.closesText.replace("{time}", closes);
  }
  function show(name) {
    if (shown === name) return;
    shown = name;
    var notice = keep.show(name);
    var when = notice.querySelector("[data-closes]");
    var kept = notice.querySelector("[data-kept]");
    if (when) when.textContent = closes;
    if (kept) kept.textContent = keep.unsaved() ? times.unsaved : times.saved;
  }
  function look() {
    var passed = (Date.now() - heard) / 1000;
    if (shown === "closed") return;
    if (passed >= Math.min(idle, left)) show("closed");
    else if (passed >= leftWarning) show("long");
    else if (passed >= idleWarning) show("idle");
  }
  function stay() {
    var button = notices.querySelector("[data-stay]");
    button.disabled = true;
    fetch(times.stay, { method: "POST", credentials: "same-origin" })
      .then(function (response) {
        return response.text();
      })
      .then(function (html) {
        var answer = new DOMParser().parseFromString(html, "text/html").querySelector("[data-draft-answer]");
        if (answer) document.dispatchEvent(new CustomEvent("samtaleklar:kept", { detail: answer.dataset }));
        else button.disabled = false;
      })
      .catch(function () {
        shown = "";
        keep.show("offline").querySelector("[tabindex]").focus();
      });
  }
  document.addEventListener("samtaleklar:kept", function (event) {
    if (event.detail.state === "closed") show("closed");
    else {
      hear(event.detail);
      look();
    }
  });
  notices.addEventListener("click", function (event) {
    if (event.target.closest("[data-stay]")) stay();
  });
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  setInterval(look, 5000);
  hear(times);
})();
