/* A button opens the form of its template in a dialog of Jenkins. */
Behaviour.specify("[data-model-delivery-dialog]", "model-delivery-dialog", 0, (button) => {
  button.addEventListener("click", () => {
    const template = document.getElementById(button.dataset.modelDeliveryDialog);
    const form = template.content.firstElementChild.cloneNode(true);
    dialog.modal(form, { title: template.dataset.title, maxWidth: "550px" });
    // In its place now, the form gets its crumb.
    Behaviour.applySubtree(form.parentElement);
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
});
