/* The wall turns its pages: fetched first, so that a network that is down leaves the last page standing. */
(function () {
  var main = document.querySelector("main.on-wall");
  if (!main) return;
  var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var timer = 0;

  function bar() {
    return main.querySelector("[data-wall-next]");
  }

  function wait() {
    clearTimeout(timer);
    if (!still) timer = setTimeout(turn, Number(bar().dataset.wallSeconds) * 1000);
  }

  function turn() {
    /* Somebody who is reading by keyboard is not interrupted. */
    var reading = main.contains(document.activeElement) && document.activeElement !== main;
    if (document.hidden || reading) return wait();
    fetch(bar().dataset.wallNext)
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (html) {
        var next = new DOMParser().parseFromString(html, "text/html");
        var fresh = next.querySelector("main.on-wall");
        if (!fresh || still) return;
        main.replaceChildren.apply(main, Array.from(fresh.childNodes));
        document.title = next.title;
        dress();
      })
      .catch(function () {})
      .then(wait);
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

  dress();
  wait();
})();
