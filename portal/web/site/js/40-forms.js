/* Counters that never block, and focus on what has to be put right. */
(function () {
  function count(field, hint) {
    var left = Number(field.dataset.counter) - field.value.length;
    var words = left < 0 ? field.dataset.over : field.dataset.left;
    hint.textContent = words.replace("{n}", Math.abs(left));
  }
  document.querySelectorAll("textarea[data-counter]").forEach(function (field) {
    var hint = document.getElementById(field.id + "-count");
    if (!hint) return;
    field.addEventListener("input", function () {
      count(field, hint);
    });
    count(field, hint);
  });
  var summary = document.querySelector("[data-focus], .sum[role=alert]");
  if (summary) summary.focus();
})();
