/* The address of a filtered list names what was chosen and nothing else. */
document.querySelectorAll("form[data-tidy]").forEach(function (form) {
  form.addEventListener("formdata", function (event) {
    Array.from(event.formData.entries()).forEach(function (pair) {
      if (!pair[1]) event.formData.delete(pair[0]);
    });
  });
});
