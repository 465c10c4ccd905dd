// Results while somebody types. Without this script the form is sent with its button.
//
// <form method="get" data-search-as-you-type="results"> ... </form>
// <div id="results"> <p role="status">12 kandidaten</p> ... </div>
//
// What is typed is asked for at the address of the form, after a pause; the part of the answer with
// the same id takes the place of what is there, its status is said, and the address is kept.
(function () {
"use strict";
var PAUSE_MS = 250;
document.querySelectorAll("form[data-search-as-you-type]").forEach(function (form) {
    var region = form.getAttribute("data-search-as-you-type"), says = document.createElement("p");
    var timer = 0, asked = null, last = address();
    // What is said must stand on the page before it changes; the status in the answer is new each time.
    says.className = "visually-hidden";
    says.setAttribute("role", "status");
    form.append(says);
    function address() {
        var fields = new URLSearchParams(new FormData(form));
        Array.from(fields.keys()).forEach(function (name) {
            if (!fields.get(name)) fields.delete(name);
        });
        fields.delete("page");
        var words = fields.toString();
        return form.action.split("?")[0] + (words ? "?" + words : "");
    }
    function show(text, where) {
        var fresh = new DOMParser().parseFromString(text, "text/html").getElementById(region);
        var old = document.getElementById(region);
        if (!fresh || !old) { location.assign(where); return; }
        var status = fresh.querySelector("[role=status]");
        if (status) status.removeAttribute("role");
        old.replaceWith(document.adoptNode(fresh));
        history.replaceState(null, "", where);
        says.textContent = status ? status.textContent.trim() : "";
    }
    function ask() {
        var where = address();
        if (where === last) return;
        last = where;
        if (asked) asked.abort();
        var mine = asked = new AbortController();
        var old = document.getElementById(region);
        if (old) old.setAttribute("aria-busy", "true");
        fetch(where, { signal: mine.signal, credentials: "same-origin" }).then(function (answer) {
            if (!answer.ok || answer.redirected) { location.assign(where); return null; }
            return answer.text();
        }).then(function (text) {
            if (text !== null && mine === asked) show(text, where);
        }).catch(function (why) {
            if (why.name !== "AbortError") location.assign(where);
        });
    }
    form.addEventListener("input", function () {
        clearTimeout(timer);
        timer = setTimeout(ask, PAUSE_MS);
    });
    form.addEventListener("submit", function (event) {
        event.preventDefault();
        clearTimeout(timer);
        ask();
    });
});
})();
