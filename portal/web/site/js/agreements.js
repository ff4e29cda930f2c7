/* The button that hides an opened sheet does what Esc does, for hands without a keyboard. */
document.querySelectorAll("[data-hide-now]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  });
});
