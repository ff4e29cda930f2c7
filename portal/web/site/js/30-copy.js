/* Copy buttons: data-copy names what to copy; without a clipboard the text is selected instead. */
(function () {
  var said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");

  function textOf(source) {
    if (source.matches("a")) return source.href;
    return "value" in source ? source.value : source.textContent;
  }
  function select(source) {
    if (source.select) {
      source.select();
      return;
    }
    var range = document.createRange();
    range.selectNodeContents(source);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function tell(button, message) {
    var label = button.querySelector("[data-copy-label]") || button;
    if (!button.dataset.before) button.dataset.before = label.textContent;
    label.textContent = message;
    said.textContent = message;
    clearTimeout(button.timer);
    button.timer = setTimeout(function () {
      label.textContent = button.dataset.before;
      said.textContent = "";
    }, 4000);
  }
  function copy(button) {
    var source = document.querySelector(button.dataset.copy);
    function selected() {
      select(source);
      tell(button, button.dataset.selected || button.dataset.copied);
    }
    if (!navigator.clipboard) {
      selected();
      return;
    }
    navigator.clipboard.writeText(textOf(source)).then(function () {
      tell(button, button.dataset.copied);
    }, selected);
  }
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(button);
    });
  });
  document.body.append(said);
})();
