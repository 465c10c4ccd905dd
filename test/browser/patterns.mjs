// A small server of the tests' own: the pages in patterns/, with the styles and scripts of the build
// and the headers that Opstap sends. Nothing here is part of the program.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./harness.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(here, "patterns");
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const ASSETS = {
    "/static/style.css": ["web/style/style.css", "text/css; charset=utf-8"],
    "/static/script.js": ["web/style/script.js", "text/javascript; charset=utf-8"],
};
const DAYS = ["ma", "di", "wo", "do", "vr", "za", "zo"];
const DAYS_WHOLE = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const PEOPLE = [
    ["Amina Haddad", "Voortraject", "Amersfoort", "Gesprek over rijbewijs", "2 maart", 6, "14 van 18"],
    ["Yonas Tesfay", "Klaar voor plaatsing", "Amersfoort", "Voorstellen bij De Linde", "3 maart", 11, "18 van 18"],
    ["Olena Kovalenko", "Intake", "Nieuwegein", "Week invullen", "4 maart", 0, "9 van 18"],
    ["Samir al-Khatib", "Voortraject", "Soest", "Taaltoets", "9 maart", 3, "15 van 18"],
    ["Rahel Abraham", "Klaar voor plaatsing", "Amersfoort", "Start op 16 maart", "16 maart", 8, "18 van 18"],
    ["Mohammad Nazari", "Intake", "Nieuwegein", "Brede intake", "17 maart", 0, "4 van 18"],
    ["Lwam Berhane", "Voortraject", "Soest", "Kennismaken met werkgever", "18 maart", 5, "16 van 18"],
    ["Farid Ahmadi", "Klaar voor plaatsing", "Amersfoort", "Contract tekenen", "20 maart", 2, "17 van 18"],
];
const GROUPS = [
    ["Zorg, niveau 2", "2 maart 2026", 12, 8, 9, 2, "Gaat door"],
    ["Logistiek, praktijkverklaring", "9 maart 2026", 10, 6, 10, 0, "Gaat door, vol"],
    ["Techniek, niveau 2", "16 maart 2026", 8, 6, 3, 1, "Gaat niet door: er missen 2 mensen"],
];

function people(words) {
    return PEOPLE.filter((one) => one[0].toLowerCase().includes(words.toLowerCase()));
}

function rows(words) {
    return people(words).map(([name, phase, place, what, day, fits, facts]) =>
        `<tr><th scope="row"><a class="nl-link" href="/pattern/file">${name}</a></th><td><span class="nl-data-badge">${phase}</span></td>` +
        `<td>${place}</td><td>${what}<span class="meta">${day}</span></td>` +
        `<td class="number">${fits ? fits + " plekken" : "<span class=\"unknown\">nog geen</span>"}</td><td>${facts}</td></tr>`).join("\n");
}

function weekKind(day, hour) {
    if ((day === 0 || day === 2) && hour >= 9 && hour < 12) return "lesson";
    return day < 5 && hour >= 9 && hour < 16 && !(day === 4 && hour > 12) ? "free" : "none";
}

function weekPicture() {
    const said = { lesson: "les", free: "kan", none: "" };
    let text = "<table class=\"week week--small\"><caption class=\"visually-hidden\">Wanneer zij kan, per uur</caption><thead><tr><td></td>" +
        DAYS.map((day, i) => `<th scope="col"><abbr title="${DAYS_WHOLE[i]}">${day}</abbr></th>`).join("") + "</tr></thead><tbody>";
    for (let hour = 8; hour < 20; hour++) {
        text += `<tr><th scope="row">${hour}.00</th>` + DAYS.map((_, day) => {
            const kind = weekKind(day, hour);
            return `<td class="${kind === "none" ? "" : "week__" + kind}"><span class="visually-hidden">${said[kind]}</span></td>`;
        }).join("") + "</tr>";
    }
    return text + "</tbody></table><p class=\"legend\"><span class=\"legend__key legend__key--firm\"></span>kan werken " +
        "<span class=\"legend__key legend__key--lesson\"></span>heeft les</p>";
}

function weekForm() {
    let text = "<div class=\"utrecht-table-container\" role=\"region\" aria-label=\"Week\" tabindex=\"0\"><table class=\"week\" data-keys aria-describedby=\"week-help\"><thead><tr><td></td>" +
        DAYS_WHOLE.map((day) => `<th scope="col">${day}</th>`).join("") + "</tr></thead><tbody>";
    for (let hour = 8; hour < 18; hour++) {
        text += `<tr><th scope="row">${hour}.00</th>` + DAYS_WHOLE.map((day, i) =>
            `<td class="week__cell"><label><span class="visually-hidden">${day} ${hour}.00 tot ${hour + 1}.00 uur</span>` +
            `<input type="checkbox" name="hour" value="${i}-${hour}"${weekKind(i, hour) === "free" ? " checked" : ""}></label></td>`).join("") + "</tr>";
    }
    return text + "</tbody></table></div>";
}

// As src/pages/bars.c draws it.
function bar(most, least, firm, maybe) {
    const x = (people) => Math.floor(people * 240 / most);
    return `<svg class="bar" viewBox="0 0 240 20" role="img" aria-label="${firm} zeker en ${maybe} voorlopig, minstens ${least}, hoogstens ${most}">` +
        `<rect class="bar__room" width="240" y="4" height="12"/><rect class="bar__firm" width="${x(firm)}" y="4" height="12"/>` +
        `<rect class="bar__provisional" x="${x(firm)}" width="${x(maybe)}" y="4" height="12"/><path class="bar__minimum" d="M${x(least)} 0v20"/></svg>`;
}

function groups() {
    return GROUPS.map(([name, day, most, least, firm, maybe, said]) =>
        `<tr><th scope="row"><a class="nl-link" href="#">${name}</a></th><td>${day}</td><td>${bar(most, least, firm, maybe)}</td>` +
        `<td class="number">${firm}</td><td class="number">${maybe}</td><td>${said}</td></tr>`).join("\n");
}

function tiles() {
    const names = ["Gr", "Fr", "NHN", "Dr", "ZK", "Zw", "Fle", "Ams", "Gooi", "St", "Ach", "Am", "Mid", "Hld"];
    let text = "<svg class=\"tiles\" viewBox=\"0 0 150 90\" role=\"img\" aria-label=\"Plekken per regio; de tabel eronder zegt hetzelfde\">";
    names.forEach((name, i) => {
        const step = i % 6;
        text += `<g class="tile tile--${step}" transform="translate(${(i % 5) * 30},${Math.floor(i / 5) * 30})"><rect width="29" height="29" rx="2"/>` +
            `<text x="14.5" y="12">${name}</text><text class="tile__value" x="14.5" y="23">${step * 7}</text></g>`;
    });
    return text + "</svg><details><summary>Als tabel</summary><table class=\"utrecht-table utrecht-table--html-table\"><thead><tr><th scope=\"col\">Regio</th>" +
        "<th scope=\"col\" class=\"number\">Plekken</th></tr></thead><tbody>" + names.map((name, i) =>
        `<tr><td>${name}</td><td class="number">${(i % 6) * 7}</td></tr>`).join("") + "</tbody></table></details>";
}

export function patternNames() {
    return fs.readdirSync(folder).filter((name) => name !== "frame.html").map((name) => name.replace(".html", ""));
}

function pattern(name, query) {
    const main = fs.readFileSync(path.join(folder, `${name}.html`), "utf8");
    const words = query.get("search") || "";
    const count = people(words).length;
    const holes = {
        title: /title: (.*?) -->/.exec(main)[1], lang: "nl", "icon.svg": "/static/icon.svg", main,
        "style.css": "/static/style.css", "script.js": "/static/script.js",
        count: words ? `${count} kandidaten` : "24 kandidaten", rows: rows(words), groups: groups(), bar: bar(12, 8, 9, 2), tiles: tiles(),
        "week-picture": weekPicture(), "week-form": weekForm(),
    };
    const fill = (text) => text.replace(/\{\{([a-z._-]+)\}\}/g, (_, hole) =>
        hole === "main" ? fill(main) : holes[hole]);
    return fill(fs.readFileSync(path.join(folder, "frame.html"), "utf8"));
}

function answer(request, reply) {
    const url = new URL(request.url, "http://localhost");
    const asset = ASSETS[url.pathname];
    const name = url.pathname.replace("/pattern/", "");
    if (asset) {
        reply.writeHead(200, { "content-type": asset[1] });
        reply.end(fs.readFileSync(path.join(build, asset[0])));
    } else if (url.pathname === "/static/icon.svg") {
        reply.writeHead(200, { "content-type": "image/svg+xml" });
        reply.end(fs.readFileSync(path.join(here, "../../web/icons/icon.svg")));
    } else if (patternNames().includes(name)) {
        reply.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY });
        reply.end(pattern(name, url.searchParams));
    } else {
        reply.writeHead(404, { "content-type": "text/plain" });
        reply.end("There is no such pattern.");
    }
}

export async function servePatterns() {
    const server = http.createServer(answer);
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return {
        address: `http://127.0.0.1:${server.address().port}`,
        stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
    };
}
