/* What is typed is kept as a draft after a pause, on leaving a field and on leaving the page; never in the browser. */
(function () {
  var keep = document.querySelector("[data-keep]");
  if (!keep || !window.fetch) return;
  var form = keep.closest("form");
  var status = document.querySelector("[data-draft-status]");
  var notices = document.querySelector("[data-notices]");
  var title = document.title;
  var pause = 2000;
  var patience = 10000;
  var timer = 0;
  var changed = false;
  var sending = null;
  var leaving = false;
  var passing = null;
  var last = "";

  function typed() {
    return new URLSearchParams(new FormData(form)).toString();
  }
  function say(text) {
    if (text && status && status.textContent !== text) status.textContent = text;
  }
  function wait(time) {
    clearTimeout(timer);
    timer = setTimeout(autosave, time);
  }
  function beside(answer) {
    form.querySelectorAll(".msg[data-field]").forEach(function (old) {
      if (!answer.querySelector("[data-field='" + old.dataset.field + "']")) old.remove();
    });
    answer.querySelectorAll("[data-field]").forEach(function (message) {
      var field = document.getElementById(message.dataset.field);
      if (!field || form.querySelector(".msg[data-field='" + message.dataset.field + "'], #" + message.dataset.field + "-fejl")) return;
      field.before(message);
    });
  }
  function read(response) {
    return response.text().then(function (html) {
      var answer = new DOMParser().parseFromString(html, "text/html").querySelector("[data-draft-answer]");
      if (!answer) {
        changed = true;
        say(keep.dataset.failed);
        return null;
      }
      if (answer.dataset.state === "refused" || answer.dataset.state === "closed") changed = true;
      say(answer.querySelector("[data-words]").textContent.trim());
      beside(answer);
      document.dispatchEvent(new CustomEvent("samtaleklar:kept", { detail: answer.dataset }));
      return answer.dataset.state;
    });
  }
  /* Resolves to what the server said, to null when it could not say; rejects when nothing came through. */
  function send() {
    var body = typed();
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, patience);
    clearTimeout(timer);
    changed = false;
    sending = fetch(keep.dataset.keep, { method: "POST", body: body, headers: { "content-type": "application/x-www-form-urlencoded" }, credentials: "same-origin", keepalive: body.length < 60000, signal: stop.signal })
      .then(read)
      .then(function (state) {
        last = state === "kept" || state === "partly" ? body : "";
        return state;
      })
      .catch(function (error) {
        changed = true;
        throw error;
      })
      .finally(function () {
        clearTimeout(late);
        sending = null;
      });
    return sending;
  }
  function autosave() {
    if (sending || leaving || !changed) return;
    if (typed() === last) {
      /* Leaving a field says that it changed, though it was kept already. */
      changed = false;
      return;
    }
    send().then(function (state) {
      if (state === null || (state === "closed" && !notices.firstChild)) wait(30000);
      else if (changed && state !== "refused" && state !== "closed") wait(300);
    }, function () {
      say(keep.dataset.offline);
      wait(10000);
    });
  }
  function edited() {
    changed = true;
    wait(pause);
  }
  function show(name) {
    var notice = document.querySelector("template[data-notice=" + name + "]").content.cloneNode(true);
    notices.replaceChildren(notice);
    return notices;
  }
  function offline() {
    document.title = title.indexOf(keep.dataset.error) === 0 ? title : keep.dataset.error + title;
    show("offline").querySelector("[tabindex]").focus();
    say(keep.dataset.offline);
    wait(10000);
  }
  function stayed() {
    leaving = false;
    passing = null;
    document.querySelectorAll("form[data-leaving]").forEach(function (one) {
      delete one.dataset.leaving;
    });
  }
  /* Who closes without saving, or throws the draft away, sends no new one. */
  function reach() {
    return fetch(keep.dataset.stay, { method: "POST", credentials: "same-origin" });
  }
  /* Nothing leaves the page before it is known that the server hears: without a network the page would be gone. */
  function goes(event) {
    var target = event.target;
    if (target.method !== "post" || event.defaultPrevented) return;
    if (leaving) return;
    if (passing === target) {
      passing = null;
      leaving = true;
      clearTimeout(timer);
      setTimeout(stayed, patience);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (passing) return;
    passing = target;
    target.dataset.leaving = "yes";
    var button = event.submitter;
    (sending ? sending.catch(function () {}) : Promise.resolve())
      .then(target === form ? send : reach)
      .then(function () {
        target.requestSubmit(button);
      }, function () {
        passing = null;
        delete target.dataset.leaving;
        offline();
      });
  }
  form.addEventListener("input", edited);
  form.addEventListener("change", function (event) {
    edited();
    if (event.target.matches("[type=radio], [type=checkbox]")) autosave();
  });
  form.addEventListener("focusout", autosave);
  document.addEventListener("submit", goes, true);
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) autosave();
  });
  document.addEventListener("samtaleklar:kept", function (event) {
    if (!notices.firstChild || event.detail.state === "closed") return;
    notices.replaceChildren();
    document.title = title;
  });
  /* Before the next page is asked for, so that it knows; on a phone only the second may come. */
  window.addEventListener("beforeunload", autosave);
  window.addEventListener("pagehide", autosave);
  window.addEventListener("online", function () {
    if (changed) autosave();
  });
  window.addEventListener("pageshow", stayed);
  keep.unsaved = function () {
    return changed || Boolean(sending);
  };
  keep.show = show;
})();
