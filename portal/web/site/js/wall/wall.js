/* The wall turns its pages: fetched first, so that a network that is down leaves the last page standing. */
(function () {
  var main = document.querySelector("main.on-wall");
  if (!main) return;
  /* How long an answer may take, how soon a lost network is tried again, and how often a still screen is looked after. */
  var PATIENCE = 20, AGAIN = 15, STILL = 300;
  var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var lost = false, asking = false, timer = 0;

  function bar(from) {
    return (from || main).querySelector("[data-wall-next]");
  }

  function links(from) {
    return Array.from(from.querySelectorAll("h2 a"), function (link) { return link.href; }).join();
  }

  function style(from) {
    return Array.from(from.querySelectorAll("link[rel=stylesheet]"), function (link) { return link.getAttribute("href"); }).join();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(look, (lost ? AGAIN : still ? STILL : Number(bar().dataset.wallSeconds)) * 1000);
  }

  function look() {
    /* Somebody who is reading by keyboard is not interrupted. */
    var at = document.activeElement;
    var reading = main.contains(at) && at !== main && !at.hasAttribute("data-wall-pause");
    if (asking || document.hidden || reading) return wait();
    ask(still ? bar().dataset.wallHere : bar().dataset.wallNext, still);
  }

  function ask(address, wasStill) {
    var patience = new AbortController();
    var over = setTimeout(function () { patience.abort(); }, PATIENCE * 1000);
    asking = true;
    fetch(address, { signal: patience.signal })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (html) {
        var next = new DOMParser().parseFromString(html, "text/html");
        /* Some networks answer for themselves: only a page of the wall is one. */
        if (!bar(next)) return Promise.reject("no wall");
        found();
        if (still !== wasStill) return;
        if (style(next) !== style(document)) location.replace(address);
        else if (still && links(next) === links(main)) main.querySelector("[data-wall-time]").textContent = next.querySelector("[data-wall-time]").textContent;
        else show(next);
      })
      .catch(function () { lose(); })
      .then(function () {
        clearTimeout(over);
        asking = false;
        wait();
      });
  }

  function show(next) {
    var held = document.activeElement && document.activeElement.hasAttribute("data-wall-pause");
    main.replaceChildren.apply(main, Array.from(next.querySelector("main.on-wall").childNodes));
    document.title = next.title;
    dress();
    if (held) main.querySelector("[data-wall-pause]").focus();
  }

  function lose() {
    lost = true;
    var said = main.querySelector("[data-wall-lost]");
    if (!said.textContent) said.textContent = said.dataset.wallLost;
  }

  function found() {
    lost = false;
    main.querySelector("[data-wall-lost]").textContent = "";
  }

  function dress() {
    var button = main.querySelector("[data-wall-pause]");
    button.hidden = false;
    button.textContent = still ? button.dataset.go : button.dataset.stop;
    button.addEventListener("click", function () {
      still = !still;
      button.textContent = still ? button.dataset.go : button.dataset.stop;
      if (!still) button.blur();
      wait();
    });
  }

  window.addEventListener("online", function () { if (lost) look(); });
  dress();
  wait();
})();
