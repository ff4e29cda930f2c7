/* Reads the page aloud, only with a voice that stays on the device; where there is none, there is no button. */
(function () {
  var button = document.querySelector("[data-read-aloud]");
  var speech = window.speechSynthesis;
  if (!button || !speech) return;
  var language = document.documentElement.lang;
  var label = button.textContent;
  var LEFT_OUT = ".mg, .pass-on, .term-note, form, nav, [hidden]";

  function voice() {
    return speech.getVoices().find(function (one) {
      return one.localService && one.lang.toLowerCase().slice(0, 2) === language;
    });
  }
  function offer() {
    button.hidden = !voice();
    button.previousElementSibling.hidden = button.hidden;
  }
  function pieces() {
    var found = document.querySelectorAll("main h1, main h2, main h3, main p, main li, main td");
    return Array.from(found).filter(function (one) {
      return !one.closest(LEFT_OUT) && !one.querySelector("p, li");
    });
  }
  function words(piece) {
    var copy = piece.cloneNode(true);
    copy.querySelectorAll(".term-note, .vh").forEach(function (one) {
      one.remove();
    });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function stop() {
    speech.cancel();
    button.textContent = label;
  }
  function read() {
    var chosen = voice();
    var said = pieces().map(words).filter(Boolean);
    said.forEach(function (text, number) {
      var utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = chosen;
      utterance.lang = chosen.lang;
      if (number === said.length - 1) utterance.onend = stop;
      speech.speak(utterance);
    });
    button.textContent = button.dataset.stop;
  }
  button.addEventListener("click", function () {
    if (button.textContent === label) read();
    else stop();
  });
  window.addEventListener("pagehide", stop);
  speech.addEventListener("voiceschanged", offer);
  offer();
})();
