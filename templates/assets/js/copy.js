// Buttons that copy the text of a field. Without this script the field can be selected and copied by hand.
(() => {
  "use strict";
  document.querySelectorAll("[data-copies]").forEach(function (button) {
    var field = document.getElementById(button.dataset.copies);
    var status = button.parentNode.querySelector("[role=status]");
    function tell(words) {
      status.textContent = "";
      setTimeout(function () { status.textContent = words; }, 50);
    }
    function copied() { tell(status.dataset.copied); }
    function selected() {
      field.focus();
      field.select();
      tell(status.dataset.selected);
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(copied, selected);
      else selected();
    });
  });
})();
