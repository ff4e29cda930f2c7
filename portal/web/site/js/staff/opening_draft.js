/* A draft is saved after a pause in the typing and on leaving a field; the answer is put beside the fields. */
(function () {
  var form = document.querySelector("form[data-live]");
  if (!form || !window.fetch) return;
  var status = form.querySelector("[data-live-status]");
  var yes = form.querySelector("[name=says_yes]");
  var pause = 1500;
  var timer = 0;
  var saving = false;
  var changed = false;
  var stopped = false;
  var pressed = null;
  /* What the company does not say yes to: these fields are never public. */
  var OWN = ["version", "company_id", "max_candidates", "says_yes", "company_yes_on", "quality", "named_on"];

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }
  function enough() {
    return form.elements.company_id.value && form.elements.type.value && form.elements.title.value.trim();
  }
  function place(answer) {
    answer.querySelectorAll("[data-gate]").forEach(function (piece) {
      var slot = document.querySelector("main [data-gate='" + piece.dataset.gate + "']");
      if (slot && slot.innerHTML.trim() !== piece.innerHTML.trim()) {
        slot.replaceChildren.apply(slot, Array.from(piece.childNodes));
      }
    });
    var found = new Set(Array.from(answer.querySelectorAll("[data-gate]"), function (piece) {
      return piece.dataset.gate;
    }));
    form.querySelectorAll("[data-gate]").forEach(function (slot) {
      if (!found.has(slot.dataset.gate)) slot.replaceChildren();
    });
    offer();
  }
  function take(answer) {
    if (answer.dataset.version) {
      form.elements.version.value = answer.dataset.version;
      /* A tick has moved the day: the one from before must not be sent with the next save. */
      if (!changed && document.activeElement !== form.elements.company_yes_on) form.elements.company_yes_on.value = answer.dataset.yesOn;
      form.dataset.live = answer.dataset.live;
      if (form.getAttribute("action") !== answer.dataset.action) {
        form.setAttribute("action", answer.dataset.action);
        history.replaceState(null, "", answer.dataset.action);
      }
      place(answer);
    }
    say(answer.querySelector("[data-live-status]").textContent.replace(/\s+/g, " ").trim());
  }
  function read(response) {
    if (response.redirected || response.status === 401 || response.status === 403) {
      stopped = true;
      pressed = null;
      say(form.dataset.signedOut);
      return null;
    }
    if (response.status === 409) stopped = true;
    return response.text().then(function (html) {
      var answer = new DOMParser().parseFromString(html, "text/html").querySelector("[data-live-answer]");
      if (!answer) throw new Error("no answer");
      if (response.status !== 200 && response.status !== 409) changed = true;
      take(answer);
    });
  }
  function failed() {
    changed = true;
    say(form.dataset.offline);
    wait(10000);
  }
  function save() {
    clearTimeout(timer);
    timer = 0;
    if (saving || stopped || !changed || !enough()) return;
    saving = true;
    changed = false;
    var body = new URLSearchParams(new FormData(form));
    fetch(form.dataset.live, { method: "POST", body: body, credentials: "same-origin", keepalive: body.toString().length < 60000 })
      .then(read)
      .catch(failed)
      .then(function () {
        saving = false;
        if (pressed) form.requestSubmit(pressed);
        else if (changed && !stopped && !timer) wait(pause);
      });
  }
  function wait(time) {
    clearTimeout(timer);
    timer = setTimeout(save, time);
  }
  function edited(event) {
    var name = event.target.name;
    changed = true;
    if (yes && yes.checked && OWN.indexOf(name) < 0) {
      yes.checked = false;
      say(form.dataset.yesFell);
    }
    wait(pause);
  }
  function offer() {
    document.querySelectorAll("[data-add-word]").forEach(function (button) {
      button.hidden = false;
      if (button.nextElementSibling) button.nextElementSibling.hidden = true;
    });
  }
  function addWord(event) {
    var button = event.target.closest("[data-add-word]");
    if (!button) return;
    var free = Array.from(form.querySelectorAll("input[name=competences]")).find(function (input) {
      return !input.value.trim();
    });
    if (!free) return;
    free.value = button.dataset.addWord;
    free.focus();
    button.remove();
    edited({ target: free });
  }
  form.addEventListener("input", edited);
  form.addEventListener("change", edited);
  form.addEventListener("focusout", save);
  form.addEventListener("click", addWord);
  form.addEventListener("submit", function (event) {
    clearTimeout(timer);
    if (!saving) {
      /* The page is on its way out: what is typed goes with it, once. */
      stopped = true;
      return;
    }
    /* The version is on its way: what was pressed goes when it has come. */
    event.preventDefault();
    event.stopPropagation();
    pressed = event.submitter;
  });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) save();
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) stopped = false;
  });
  offer();
})();
