// Arrow keys in a grid of check boxes (a week of half hours). Without this script Tab goes through
// them, and the fields with begin and end above the grid do the same work.
//
// <table data-keys> with a check box in each cell. Arrows, Home and End move, Home and End with Ctrl to
// the first and the last of all; Space is the browser's own; with Shift an arrow gives the next cell
// what this one has. One cell stands in the Tab order.
(function () {
"use strict";
var MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
document.querySelectorAll("table[data-keys]").forEach(function (table) {
    var rows = Array.from(table.tBodies).flatMap(function (body) {
        return Array.from(body.rows);
    }).map(function (row) {
        return Array.from(row.querySelectorAll("input[type=checkbox]"));
    }).filter(function (row) { return row.length; });
    if (!rows.length) return;
    var rtl = getComputedStyle(table).direction === "rtl";
    var down = null;
    rows.flat().forEach(function (box) { box.tabIndex = -1; });
    rows[0][0].tabIndex = 0;
    function place(box) {
        for (var y = 0; y < rows.length; y++) {
            var x = rows[y].indexOf(box);
            if (x >= 0) return [y, x];
        }
        return null;
    }
    function go(y, x) {
        y = Math.min(Math.max(y, 0), rows.length - 1);
        x = Math.min(Math.max(x, 0), rows[y].length - 1);
        rows[y][x].focus();
        return rows[y][x];
    }
    function give(box, checked) {
        if (box.checked === checked) return;
        box.checked = checked;
        box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    table.addEventListener("focusin", function (event) {
        if (!place(event.target)) return;
        rows.flat().forEach(function (box) { box.tabIndex = box === event.target ? 0 : -1; });
    });
    table.addEventListener("keydown", function (event) {
        var at = place(event.target), move = MOVES[event.key];
        if (!at || event.altKey || event.metaKey || (move && event.ctrlKey)) return;
        var all = event.ctrlKey;
        if (event.key === "Home") go(all ? 0 : at[0], 0);
        else if (event.key === "End") go(all ? rows.length - 1 : at[0], Infinity);
        else if (move) {
            var next = go(at[0] + move[0], at[1] + (rtl ? -move[1] : move[1]));
            if (event.shiftKey) give(next, event.target.checked);
        } else return;
        event.preventDefault();
    });
    // Dragging a mouse or pen gives every cell that it passes what the first became.
    table.addEventListener("pointerdown", function (event) {
        var box = event.target.closest("td") && event.target.closest("td").querySelector("input");
        down = event.pointerType !== "touch" && box && place(box) ? { box: box, to: !box.checked } : null;
    });
    table.addEventListener("pointerover", function (event) {
        var box = down && event.target.closest("td") && event.target.closest("td").querySelector("input");
        if (!box || box === down.box || !event.buttons) return;
        give(down.box, down.to);
        give(box, down.to);
        down.passed = true;
    });
    table.addEventListener("click", function (event) {
        if (down && down.passed) event.preventDefault();
        down = null;
    }, true);
});
})();
