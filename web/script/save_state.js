// Says whether what stands in a form was saved, and asks before somebody leaves it unsaved. With
// data-save="unsaved" it was not when the page came: the form is shown again after a refusal.
//
// <form method="post" data-save> ... <p role="status" data-save-says data-saved="Opgeslagen"
//     data-unsaved="Nog niet opgeslagen" data-saving="Wordt opgeslagen"></p></form>
(function () {
"use strict";
document.querySelectorAll("form[data-save]").forEach(function (form) {
    var says = form.querySelector("[data-save-says]");
    var begin = form.getAttribute("data-save") === "unsaved" ? null : words(), state = "saved";
    function words() {
        return new URLSearchParams(new FormData(form)).toString();
    }
    function set(next) {
        if (next === state) return;
        state = next;
        form.setAttribute("data-state", state);
        if (says) {
            says.setAttribute("data-state", state);
            says.textContent = says.getAttribute("data-" + state) || "";
        }
    }
    function look() {
        set(words() === begin ? "saved" : "unsaved");
    }
    form.addEventListener("input", look);
    form.addEventListener("change", look);
    form.addEventListener("reset", function () { setTimeout(look, 0); });
    form.addEventListener("submit", function () { set("saving"); });
    addEventListener("pageshow", look);
    addEventListener("beforeunload", function (event) {
        if (state === "unsaved") event.preventDefault();
    });
});
})();
