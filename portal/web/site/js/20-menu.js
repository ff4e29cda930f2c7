/* Esc closes the menu and gives the focus back. */
document.addEventListener("keydown", function (event) {
  var menu = document.querySelector("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  }
});
